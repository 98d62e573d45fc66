import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BlobWriter, TextReader, Uint8ArrayReader, ZipReader, ZipWriter } from '@zip.js/zip.js';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { makeMailParser } from '../../../platform/mail/index.ts';
import { lockUp, makeAnalyser } from './analyser.map.ts';
import { analyseMail, readAddresses } from './analysis.map.ts';
import { inspectFile } from './file.map.ts';
import { judgeLink, linksOfHtml } from './link.map.ts';
import { phishingMail } from './specimen.builders.ts';
import { warningsOf } from './specimen.rules.ts';

const parser = makeMailParser({ timeoutMs: 30_000, memoryMb: 512, threads: 1 });
afterAll(() => parser.stop());
const knowledge = { ownDomains: ['moegido.example'], trustedGateways: ['gw.moegido.example'] };

async function analysed(raw: string | Buffer, known = knowledge) {
  const answer = await parser.parse(Buffer.from(raw));
  if (!answer.isParsed) throw new Error(answer.problem);
  return analyseMail(answer.mail, known);
}

const codes = (warnings: readonly { readonly code: string }[]) => warnings.map(({ code }) => code);

describe('S23: what a mail says about itself', () => {
  it('counts only from our own gateway, above what comes from outside; a forged pass below it does not', async () => {
    const { claims } = await analysed(phishingMail());
    expect(claims.map(({ isTrusted, results }) => [isTrusted, results[0]?.result])).toEqual([
      [true, 'fail'],
      [false, 'pass'],
    ]);
    const alone = await analysed(phishingMail(), { ...knowledge, trustedGateways: [] });
    expect(alone.claims.some(({ isTrusted }) => isTrusted)).toBe(false);
    expect(codes(warningsOf(alone))).not.toContain('authentication-failed');
  });

  it('a header that claims a proof does not prove an own sender', async () => {
    const raw =
      'Received: from x by evil.example; Mon, 23 Nov 2026 09:59:00 +0900\r\nAuthentication-Results: gw.moegido.example; dmarc=pass\r\nFrom: ceo@moegido.example\r\nSubject: x\r\n\r\nx';
    expect(codes(warningsOf(await analysed(raw)))).toContain('own-sender-unproven');
    const proven =
      'Authentication-Results: gw.moegido.example; dmarc=pass header.from=moegido.example\r\nReceived: from x by gw.moegido.example; Mon, 23 Nov 2026 09:59:00 +0900\r\nFrom: ceo@moegido.example\r\nSubject: x\r\n\r\nx';
    expect(codes(warningsOf(await analysed(proven)))).not.toContain('own-sender-unproven');
  });
});

describe('a phishing mail', () => {
  it('is warned of in order of weight, and nothing of it is live', async () => {
    const analysis = await analysed(phishingMail());
    const warnings = warningsOf(analysis);
    expect(new Set(codes(warnings))).toEqual(
      new Set([
        'look-alike-sender',
        'name-hides-address',
        'authentication-failed',
        'reply-to-differs',
        'return-path-differs',
        'link-text-differs',
        'link-to-address',
        'link-shortened',
        'link-internationalised',
        'link-hides-host',
        'link-dangerous',
        'look-alike-link',
        'attachment-executable',
        'attachment-double-ending',
        'hop-broken',
      ]),
    );
    const weights = warnings.map(({ weight }) => weight);
    expect(weights).toEqual(
      [...weights].sort((a, b) => ['high', 'medium', 'low'].indexOf(a) - ['high', 'medium', 'low'].indexOf(b)),
    );
    for (const { defanged } of analysis.links) expect(defanged).not.toMatch(/https?:\/\/|javascript:/);
    expect(analysis.hops.map(({ address, delay }) => [address, delay])).toEqual([
      [null, null],
      ['203.0.113.99', null],
      ['198.51.100.8', 65_000],
    ]);
    expect(analysis.files[0]).toMatchObject({ name: '請求書.pdf.exe', mediaType: 'application/pdf' });
    expect(analysis.files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('an ordinary mail has no heavy warning', async () => {
    const raw =
      'From: Tanaka <tanaka@partner.example>\r\nTo: sato@moegido.example\r\nSubject: hi\r\nContent-Type: text/html\r\n\r\n<a href="https://partner.example/a">https://partner.example/a</a> <a href="mailto:a@partner.example">mail</a>';
    expect(warningsOf(await analysed(raw)).filter(({ weight }) => weight !== 'low')).toEqual([]);
  });
});

async function zipOf(entries: Readonly<Record<string, string>>, options: object = {}): Promise<Buffer> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false, ...options });
  for (const [name, text] of Object.entries(entries)) await writer.add(name, new TextReader(text));
  return Buffer.from(await (await writer.close()).arrayBuffer());
}
const inspect = (name: string, bytes: Uint8Array) =>
  inspectFile({ name, mediaType: 'application/octet-stream', bytes });

describe('S20: attachments', () => {
  it.each([
    [
      'a program under another name',
      'photo.jpg',
      Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]),
      ['executable', 'type-differs'],
    ],
    [
      'a page that asks for a password',
      'login.html',
      Buffer.from('<form action="x"><input type=password></form>'),
      ['form'],
    ],
    ['a PDF that starts something', 'a.pdf', Buffer.from('%PDF-1.7\n/OpenAction <</S /Launch>>'), ['active-pdf']],
    ['a text', 'a.txt', Buffer.from('hello'), []],
    ['an empty file', 'empty.bin', Buffer.alloc(0), []],
  ] as const)('%s', async (_what, name, bytes, problems) => {
    expect((await inspect(name, bytes)).problems).toEqual(problems);
  });

  it('archives are listed without being unpacked: programs, passwords, macros, wrong endings', async () => {
    const plain = await inspect('a.zip', await zipOf({ '明細.pdf': 'x', '請求書.pdf.exe': 'MZ' }));
    expect(plain).toMatchObject({ problems: ['archive-holds-program'], contentType: 'application/zip' });
    expect(plain.archive?.entries.map(({ name }) => name)).toEqual(['明細.pdf', '請求書.pdf.exe']);
    expect((await inspect('a.zip', await zipOf({ 'a.txt': 'x' }, { password: 'infected' }))).problems).toEqual([
      'encrypted',
    ]);
    expect(
      (await inspect('a.docx', await zipOf({ 'word/document.xml': 'x', 'word/vbaProject.bin': 'x' }))).problems,
    ).toContain('macro');
    expect((await inspect('a.pdf', await zipOf({ 'a.txt': 'x' }))).problems).toEqual(['type-differs']);
  });

  it('a bomb, a path upwards and a broken directory are told of and unfold nothing', async () => {
    const bomb = await zipOf({ 'a.bin': '\0'.repeat(30_000_000) });
    expect(bomb.length).toBeLessThan(200_000);
    expect((await inspect('bomb.zip', bomb)).problems).toEqual(['archive-suspicious']);
    expect((await inspect('up.zip', await zipOf({ '../../etc/passwd': 'x' }))).problems).toEqual([
      'archive-suspicious',
    ]);
    expect(
      (await inspect('broken.zip', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(100, 7)]))).problems,
    ).toContain('archive-suspicious');
    const many = await zipOf(Object.fromEntries(Array.from({ length: 700 }, (_, at) => [`f${at}`, ''])));
    expect((await inspect('many.zip', many)).archive).toMatchObject({ isCut: true, entries: { length: 500 } });
  });

  it('any bytes are inspected without an error', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('', 'PK\u0003\u0004', '%PDF', 'MZ', '\u00d0\u00cf\u0011\u00e0'),
        async (tail, head) => {
          const found = await inspect('x.bin', Buffer.concat([Buffer.from(head, 'latin1'), tail]));
          expect(found.md5).toHaveLength(32);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the archive for the download', () => {
  it('opens with the usual password only, and holds no name that a click would run', async () => {
    const bytes = await lockUp(Buffer.from('raw mail'), '../suspicious.eml');
    const reader = new ZipReader(new Uint8ArrayReader(new Uint8Array(bytes)), { useWebWorkers: false });
    const [entry] = await reader.getEntries();
    expect([entry?.filename, entry?.encrypted]).toEqual(['.._suspicious.eml.bin', true]);
    expect(bytes.includes('raw mail')).toBe(false);
  });
});

describe('links', () => {
  it('are read out of hostile HTML, at most two hundred', () => {
    expect(linksOfHtml('<a href="a"><a href=b>x</a>'.repeat(5_000))).toHaveLength(200);
    expect(linksOfHtml('<'.repeat(100_000))).toEqual([]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (html) =>
        linksOfHtml(html).every((link) => judgeLink(link, ['a.example']).defanged.length <= 1_000),
      ),
    );
  });
});

describe('addresses of a field', () => {
  it('are told apart at commas outside of quotes', () => {
    expect(readAddresses('"Sato, Ken" <sato@a.example>, b@c.example, "x\\"y" <d@e.example>, 宛先なし')).toEqual([
      { name: 'Sato, Ken', address: 'sato@a.example' },
      { name: '', address: 'b@c.example' },
      { name: 'x"y', address: 'd@e.example' },
    ]);
  });
});

describe('the analyser', () => {
  it('works in a thread, and says so when a mail cannot be read', async () => {
    const analyser = makeAnalyser(parser);
    expect(await analyser.analyse(Buffer.from(phishingMail()), knowledge)).toMatchObject({
      state: 'analysed',
      problem: null,
    });
    const nothing = await analyser.analyse(Buffer.alloc(0), knowledge);
    expect(nothing.state === 'failed' || nothing.analysis !== null).toBe(true);
  }, 60_000);

  const samples = fileURLToPath(new URL('../../../../../../../shared/samples/mail', import.meta.url));
  it.skipIf(!existsSync(samples))(
    'takes every mail of ../shared/samples/mail apart (skipped where they are absent)',
    async () => {
      const files = (readdirSync(samples, { recursive: true }) as string[])
        .map((name) => join(samples, name))
        .filter((path) => statSync(path).isFile() && !path.endsWith('.json'))
        .slice(0, 120);
      expect(files.length).toBeGreaterThan(20);
      for (const path of files) {
        const answer = await parser.parse(readFileSync(path));
        if (!answer.isParsed) continue;
        const analysis = await analyseMail(answer.mail, knowledge);
        expect([path, Array.isArray(warningsOf(analysis))]).toEqual([path, true]);
      }
    },
    120_000,
  );
});
