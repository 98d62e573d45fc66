import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexTokens, normaliseText, searchQuery } from './index.ts';

/** What the database does with tokens and phrases: all tokens (prefix where asked), then all phrases as substrings. */
function finds(text: string, typed: string): boolean {
  const query = searchQuery(typed);
  if (query === null) return false;
  const tokens = indexTokens(text);
  const wanted = query.tsquery.split(' & ').map((part) => {
    const match = /^'([^']*)'(:\*)?$/u.exec(part);
    if (match === null) throw new Error(`not a tsquery term: ${part}`);
    return { token: match[1] ?? '', isPrefix: match[2] !== undefined };
  });
  const hasTokens = wanted.every(({ token, isPrefix }) =>
    tokens.some((one) => (isPrefix ? one.startsWith(token) : one === token)),
  );
  return hasTokens && query.phrases.every((phrase) => normaliseText(text).includes(phrase));
}

const cjk = fc.constantFrom(...'情報漏洩不審情報メールアクセスログひらがなけんさ々〆〇ー髙𠮟國ヴ');
const cjkRun = fc.array(cjk, { minLength: 1, maxLength: 12 }).map((characters) => characters.join(''));
const word = fc.stringMatching(/^[A-Za-z0-9_]{1,20}$/);
const filler = fc.constantFrom(' ', '、', '。', '「', '」', '\n', ' - ', '・', '!', ' VPN ', '(株)', '①');
const text = fc
  .array(fc.tuple(fc.oneof(cjkRun, word), filler), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.flat().join(''));

describe('search text', () => {
  it('finds any substring of a Japanese run', () => {
    fc.assert(
      fc.property(text, cjkRun, text, fc.nat(), fc.nat(), (before, run, after, from, length) => {
        const characters = Array.from(run);
        const start = from % characters.length;
        const typed = characters.slice(start, start + 1 + (length % (characters.length - start))).join('');
        expect(finds(`${before}。${run}、${after}`, typed)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds any prefix of a Latin word in any letter case', () => {
    fc.assert(
      fc.property(text, word, text, fc.nat(), fc.boolean(), (before, latin, after, length, isUpper) => {
        const typed = latin.slice(0, 1 + (length % latin.length));
        expect(finds(`${before} ${latin} ${after}`, isUpper ? typed.toUpperCase() : typed.toLowerCase())).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds nothing by a Japanese term that is not in the text', () => {
    fc.assert(
      fc.property(text, cjkRun, (within, typed) => {
        expect(finds(within, typed)).toBe(normaliseText(within).includes(normaliseText(typed)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('needs every term, however many there are', () => {
    fc.assert(
      fc.property(fc.array(cjkRun, { minLength: 1, maxLength: 60 }), cjkRun, (terms, other) => {
        const within = terms.join(' ');
        expect(finds(within, terms.join(' '))).toBe(true);
        expect(finds(within, `${terms.join(' ')} ${other}`)).toBe(normaliseText(within).includes(normaliseText(other)));
      }),
    );
  });

  it.each([
    ['ひらがなのけんさく', 'ヒラガナ'],
    ['カタカナの検索', 'かたかな'],
    ['ｶﾞｲﾌﾞからのｱｸｾｽ', 'ガイブ'],
    ['外部からのアクセス', 'ｱｸｾｽ'],
    ['いすゞのサーバ', 'イスヾ'],
    ['ガイブ'.normalize('NFD'), 'ガイブ'],
    ['ＶＰＮ機器', 'vpn機器'],
    ['SSL-VPN機器の脆弱性', 'VPN機器'],
    ['㈱例示', '(株)例示'],
    ['日本語々々', '々'],
    ['脆弱性 CVE-2024-8935 の件', 'CVE-2024-8935'],
    ['脆弱性 CVE-2024-8935 の件', 'cve-2024-89'],
    ['脆弱性 CVE-2024-8935 の件', '2024-8935'],
    ['脆弱性ＣＶＥ－２０２４－８９３５', 'CVE-2024-8935'],
    ['from 192.0.2.15 to', '192.0.2'],
    ['from 192[.]0[.]2[.]15 to', '192.0.2.15'],
    ['from 192.0.2.15 to', '192[.]0[.]2[.]15'],
    ['2001:db8::1', '2001:db8::1'],
    ['mail.example.co.jp', 'example.co.jp'],
    ['hxxps[://]evil[.]example/login', 'https://evil.example'],
    ['https://evil.example/login', 'hxxps://evil[.]example/lo'],
    ['hxxp://evil(dot)example', 'evil.example'],
    ['hxxp://evil{.}example', 'evil.example'],
    ['sato[at]example[.]co[.]jp', 'sato@example.co.jp'],
    ['sato(at)example.co.jp', 'sato@example.co.jp'],
    ['C:\\Users\\sato\\evil.exe', 'users\\sato'],
    ['REP-2026-0001', 'rep-2026-0001'],
    ['d41d8cd98f00b204e9800998ecf8427e', 'd41d8cd9'],
    [`${'a'.repeat(300)}b`, 'a'.repeat(300)],
    ['ΟΔΟΣΑ', 'ΟΔΟΣ'],
    ['𠮟る', '𠮟'],
    ['部首⺀⺁⺂', '⺀⺁⺂'],
  ])('finds %j by %j', (within, typed) => {
    expect(finds(within, typed)).toBe(true);
  });

  it.each([
    ['情報と漏洩', '情報漏洩'],
    ['⺀漏 漏⺀', '⺀漏⺀'],
    ['192.0.2.15', '192.0.21'],
    ['CVE-2024-8935', 'CVE-2024-8936'],
    ['アクセスログ', 'ログアクセス'],
    [`${'a'.repeat(300)}b`, `${'a'.repeat(300)}c`],
  ])('does not find %j by %j', (within, typed) => {
    expect(finds(within, typed)).toBe(false);
  });

  it('makes of anything that can be typed a query without signs of its language, or none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme' })), (typed) => {
        const query = searchQuery(typed);
        if (query === null) return;
        for (const part of query.tsquery.split(' & ')) expect(part).toMatch(/^'[^'\\&|!<>()\0\s]+'(:\*)?$/u);
        for (const phrase of query.phrases) expect(phrase).toMatch(/^[^\0\s]+$/u);
      }),
      { numRuns: 2_000 },
    );
    for (const nothing of ['', ' ', "'", '\\', '&|!', '()', '😀', '\0']) expect(searchQuery(nothing)).toBeNull();
  });
});
