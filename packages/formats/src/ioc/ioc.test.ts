import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpus } from './corpus.fixture.ts';
import {
  contextOf,
  defang,
  extractValues,
  findObservables,
  guessType,
  normalise,
  type ObservableType,
  observableTypes,
  refang,
  toAscii,
  toUnicode,
} from './index.ts';

const found = (text: string) =>
  extractValues(text, 1000)
    .map(({ type, value }) => `${type} ${value}`)
    .sort();

describe('observables in Japanese sentences', () => {
  it.each(corpus)('%s', (text, expected) => {
    expect(found(text)).toEqual([...expected].sort());
  });

  it('are found in one long text as in the single sentences: recall and precision', () => {
    const long = corpus.map(([text]) => text).join('\n\n');
    const wanted = new Set(corpus.flatMap(([, expected]) => expected));
    const got = new Set(found(long));
    expect([...wanted].filter((one) => !got.has(one))).toEqual([]);
    expect([...got].filter((one) => !wanted.has(one))).toEqual([]);
  });

  it('stand where they are said to stand, also after many made-harmless ones', () => {
    const text = 'あ hxxp://a[.]example/1 と b[.]example、「ｃ．ｅｘａｍｐｌｅ」';
    expect(findObservables(text).map(({ at, length }) => text.slice(at, at + length))).toEqual([
      'hxxp://a[.]example/1',
      'hxxp://a[.]example/1',
      'b[.]example',
      'ｃ．ｅｘａｍｐｌｅ',
    ]);
  });
});

const ownLabel = fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/);
const host = fc.tuple(ownLabel, fc.constantFrom('com', 'jp', 'co.jp', 'example')).map((parts) => parts.join('.'));
const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const anyOfType: Readonly<Record<ObservableType, fc.Arbitrary<string>>> = {
  ipv4: fc.ipV4(),
  ipv6: fc.ipV6(),
  network: fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([ip, bits]) => `${ip}/${bits}`),
  endpoint: fc
    .tuple(fc.oneof(fc.ipV4(), host), fc.integer({ min: 1, max: 65535 }))
    .map(([name, port]) => `${name}:${port}`),
  domain: host,
  url: fc
    .tuple(fc.constantFrom('http', 'https', 'ftp'), host, fc.stringMatching(/^[a-z0-9/_-]{0,20}$/))
    .map(([scheme, name, path]) => `${scheme}://${name}/${path}`),
  email: fc.tuple(ownLabel, host).map(([local, name]) => `${local}@${name}`),
  md5: hex(32),
  sha1: hex(40),
  sha256: hex(64),
  sha512: hex(128),
  'file-name': ownLabel.map((name) => `${name}.exe`),
  vulnerability: fc.integer({ min: 1000, max: 99999 }).map((number) => `CVE-2026-${number}`),
  bitcoin: fc.constantFrom('1J6PYEzr4CUoGbnXrELyHszoTSz3wCsCaj', 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq'),
};

describe('notations', () => {
  it.each(observableTypes)('a defanged %s comes back as it was, and normalising twice changes nothing', (type) => {
    fc.assert(
      fc.property(anyOfType[type], (written) => {
        const value = normalise(type, written);
        fc.pre(value !== null);
        if (value === null) return;
        expect(refang(defang(type, value))).toBe(value);
        expect(normalise(type, value)).toBe(value);
        expect(normalise(type, defang(type, value))).toBe(value);
      }),
    );
  });

  it('what was found and is written again in harmless form is found again as the same', () => {
    for (const [text] of corpus) {
      for (const { type, value } of findObservables(text)) {
        const again = findObservables(`「${defang(type, value)}」`);
        expect([type, value, again.some((one) => one.type === type && one.value === value)]).toEqual([
          type,
          value,
          true,
        ]);
      }
    }
  });

  it.each([
    ['ipv4', '1.2.3'],
    ['ipv4', '01.2.3.4'],
    ['ipv6', '::g'],
    ['network', '203.0.113.0/33'],
    ['endpoint', '203.0.113.5:70000'],
    ['domain', 'a'],
    ['domain', 'a.notarealending'],
    ['domain', '-a.com'],
    ['url', 'javascript:alert(1)'],
    ['url', 'https://'],
    ['email', 'a b@example.jp'],
    ['email', '@example.jp'],
    ['md5', 'xyz'],
    ['vulnerability', 'CVE-1'],
    ['bitcoin', '1J6PYEzr4CUoGbnXrELyHszoTSz3wCsCak'],
    ['file-name', '  '],
  ] as const)('%s is not %s', (type, written) => {
    expect(normalise(type, written)).toBeNull();
  });

  it('tells the kind of a typed value', () => {
    const told = [
      'hxxp://a[.]example',
      'a@b.jp',
      '10.0.0.0/8',
      '10.0.0.1:22',
      '10.0.0.1',
      '::1',
      'b'.repeat(64),
      'CVE-2026-1234',
      '例え.jp',
      'なに？',
    ].map(guessType);
    expect(told).toEqual([
      'url',
      'email',
      'network',
      'endpoint',
      'ipv4',
      'ipv6',
      'sha256',
      'vulnerability',
      'domain',
      null,
    ]);
  });

  it('internationalised names go both ways', () => {
    for (const name of ['日本語.jp', '例え.みんな', 'münchen.de', 'お名前.com', 'bücher.example'])
      expect(toUnicode(toAscii(name) ?? '')).toBe(name);
    for (const odd of ['xn--', 'xn--a', 'xn--99999999999', `xn--${'z'.repeat(60)}.jp`])
      expect(toUnicode(odd)).toBe(odd);
  });
});

describe('hostile texts', () => {
  it('any text is read without an error, and every place lies within it', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'binary', maxLength: 30 }),
            fc.constantFrom(
              '[.]',
              'hxxp://',
              '@',
              '.jp',
              '。',
              'を',
              '://',
              '[',
              '](',
              'パスワード:',
              '\ud83d',
              'あ.み',
              ':443',
              '/24',
            ),
          ),
          { maxLength: 60 },
        ),
        (parts) => {
          const text = parts.join('');
          for (const { at, length, type, value } of findObservables(text)) {
            expect(at >= 0 && length > 0 && at + length <= text.length + 1).toBe(true);
            expect(normalise(type, value)).toBe(value);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('need work that grows with their length and no faster', () => {
    const repeated = (piece: string, length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
    const time = (text: string) => {
      const began = performance.now();
      findObservables(text);
      return performance.now() - began;
    };
    for (const piece of [
      'a',
      'a.',
      'あ.',
      '[.]',
      '@',
      'a@',
      'パスワード: ',
      'あ.exe',
      '2001:',
      'https://あ.',
      '日本語.みんな.',
      '「',
      'http://(',
    ]) {
      // Eight times the text: square work would need 64 times as long. A busy machine may disturb some of the tries.
      const isLinear = () => time(repeated(piece, 160_000)) < 40 * Math.max(2, time(repeated(piece, 20_000)));
      expect([piece, isLinear() || isLinear() || isLinear() || isLinear()]).toEqual([piece, true]);
    }
  }, 60_000);

  it('ten million characters are read', () => {
    expect(findObservables('a.'.repeat(5_000_000))).toEqual([]);
  }, 60_000);

  it('with a password that never comes after a million blanks are read in one pass', () => {
    const text = `パスワード：${' \t'.repeat(500_000)}\n${' '.repeat(500_000)}`;
    expect(extractValues(`${text}あ a.example`, 10)).toMatchObject([{ value: 'a.example' }]);
    expect(extractValues(`パスワードは \n  secret.zip です。`, 10)).toEqual([]);
  });

  it('gives no more values than asked for', () => {
    const many = Array.from({ length: 3000 }, (_, at) => `h${at}.example`).join(' ');
    expect(extractValues(many, 500)).toHaveLength(500);
    expect(extractValues('a.example a.example', 10)).toMatchObject([{ count: 2 }]);
  });
});

describe('the words around a place', () => {
  it('are of its own line, cut on both sides', () => {
    const text = `上の行\n${'前'.repeat(100)}\u0007203.0.113.5${'後'.repeat(100)}\n下の行\n198.51.100.1\n`;
    const [first, second] = findObservables(text);
    if (first === undefined || second === undefined) throw new Error('nothing was found');
    expect(contextOf(text, first, 5)).toBe('…前前前前 203.0.113.5後後後後後…');
    expect(contextOf(text, first, 500)).toBe(`${'前'.repeat(100)} 203.0.113.5${'後'.repeat(100)}`);
    expect(contextOf(text, second, 60)).toBe('');
  });
});

const samples = new URL('../../../../../shared/samples/ioc/ioc-extractor-cases.json', import.meta.url);
describe.skipIf(!existsSync(samples))('cases of ioc-extractor (skipped where ../shared/samples is absent)', () => {
  const kinds: Readonly<Record<string, ObservableType>> = {
    extractMD5: 'md5',
    extractSHA1: 'sha1',
    extractSHA256: 'sha256',
    extractSHA512: 'sha512',
    extractBTC: 'bitcoin',
    extractEmail: 'email',
    extractCVE: 'vulnerability',
  };
  const cases = existsSync(samples)
    ? (JSON.parse(readFileSync(samples, 'utf8')) as { fn: string; args: unknown[]; out: unknown }[])
    : [];
  it('finds what they find, of the kinds that both know', () => {
    const judged = cases.filter(
      ({ fn, args, out }) => kinds[fn] !== undefined && typeof args[0] === 'string' && typeof out === 'string',
    );
    expect(judged.length).toBeGreaterThanOrEqual(3);
    for (const { fn, args, out } of judged) {
      const type = kinds[fn] ?? 'md5';
      const value = normalise(type, String(out));
      if (value === null) continue;
      expect([String(args[0]), found(String(args[0])).includes(`${type} ${value}`)]).toEqual([String(args[0]), true]);
    }
  });
});
