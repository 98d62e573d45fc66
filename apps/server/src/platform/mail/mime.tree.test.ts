import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encoded, mailOf, multipart, plainHead, word } from './mail.fixture.ts';
import { parseMail } from './parse-mail.ts';
import type { ParsedAttachment, ParsedMail } from './parsed-mail.ts';

async function read(raw: Buffer): Promise<ParsedMail> {
  const answer = await parseMail(raw);
  if (!answer.isParsed) throw new Error(`not parsed: ${answer.problem}`);
  return answer.mail;
}

type Leaf = {
  readonly kind: 'leaf';
  readonly type: string;
  readonly encoding: string;
  readonly disposition: string;
  readonly bytes: string;
};
type Branch = {
  readonly kind: 'branch';
  readonly type: string;
  readonly isClosed: boolean;
  readonly children: readonly Tree[];
};
type Tree = Leaf | Branch;

const leaf: fc.Arbitrary<Leaf> = fc.record({
  kind: fc.constant('leaf' as const),
  type: fc.constantFrom(
    'text/plain',
    'text/html',
    'image/png',
    'application/pdf',
    'text/calendar',
    'text/csv',
    'message/delivery-status',
    'multipart/related',
    'nonsense',
    'application/ms-tnef',
  ),
  encoding: fc.constantFrom('7bit', 'base64', 'quoted-printable', 'BASE64 ', 'x-none'),
  disposition: fc.constantFrom('', 'inline', 'attachment; filename="a.txt"', 'inline; filename=x', 'nonsense'),
  bytes: fc.string({ minLength: 1, maxLength: 30, unit: fc.constantFrom(...'abcXYZ019-=<>&. ') }),
});

const { tree } = fc.letrec<{ tree: Tree; branch: Branch }>((tie) => ({
  tree: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('branch')),
  branch: fc.record({
    kind: fc.constant('branch' as const),
    type: fc.constantFrom('mixed', 'alternative', 'related', 'signed', 'report', 'digest', 'x-unheard-of'),
    isClosed: fc.boolean(),
    children: fc.array(tie('tree') as fc.Arbitrary<Tree>, { minLength: 1, maxLength: 4 }),
  }),
}));

/** Writes a tree as a mail. Each leaf gets a mark of its own, so that it can be looked for afterwards. */
function write(node: Tree, path: string, marks: string[]): string {
  if (node.kind === 'branch') {
    const boundary = `=_${path}_`;
    const parts = node.children.map((child, at) => `--${boundary}\r\n${write(child, `${path}.${at}`, marks)}\r\n`);
    return `Content-Type: multipart/${node.type}; boundary="${boundary}"\r\n\r\n${parts.join('')}${node.isClosed ? `--${boundary}--\r\n` : ''}`;
  }
  const mark = `mark${createHash('sha256').update(path).digest('hex').slice(0, 12)}`;
  marks.push(mark);
  const content = `${mark} ${node.bytes}`;
  const body =
    node.encoding.trim().toLowerCase() === 'base64'
      ? Buffer.from(content).toString('base64')
      : node.encoding === 'quoted-printable'
        ? content.replace(/=/g, '=3D')
        : content;
  const disposition = node.disposition === '' ? '' : `Content-Disposition: ${node.disposition}\r\n`;
  return `Content-Type: ${node.type}\r\nContent-Transfer-Encoding: ${node.encoding}\r\n${disposition}\r\n${body}`;
}

const everything = (mail: ParsedMail): string =>
  [
    mail.text,
    mail.html ?? '',
    ...mail.attachments.map((one) => Buffer.from(one.bytes).toString()),
    ...mail.attachments.flatMap((one) => (one.inner === null ? [] : [everything(one.inner)])),
  ].join('\n');

describe('the parts of a mail', () => {
  it('S24 are never lost: every leaf of any tree is in the body or an attachment, exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(tree, async (root) => {
        const marks: string[] = [];
        const raw = Buffer.from(`From: a@b.example\r\nSubject: x\r\n${write(root, 'r', marks)}`);
        const mail = await read(raw);
        const found = everything(mail);
        for (const mark of marks) expect([mark, found.includes(mark)]).toEqual([mark, true]);
        const attached = mail.attachments.map((one) => Buffer.from(one.bytes).toString()).join('\n');
        for (const mark of marks) {
          const isInBody = mail.text.includes(mark) || (mail.html ?? '').includes(mark);
          expect([mark, isInBody && attached.includes(mark)]).toEqual([mark, false]);
        }
      }),
      { numRuns: 600 },
    );
  });

  it('S24 a hostile multipart/related without boundary, or with a foreign one, loses no attachment', async () => {
    for (const type of [
      'multipart/related',
      'multipart/related; boundary=""',
      'multipart/related; boundary=never',
      'multipart/',
    ]) {
      const mail = await read(
        mailOf(
          [...plainHead, 'Content-Type: multipart/mixed; boundary=b'],
          multipart(
            'Content-Type: text/plain\r\n\r\nhello',
            `Content-Type: ${type}\r\n\r\nContent-Type: application/pdf\r\n\r\nhidden invoice`,
            'Content-Type: application/zip; name=last.zip\r\n\r\nlast',
          ),
        ),
      );
      expect(everything(mail)).toContain('hidden invoice');
      expect(mail.attachments.map((one) => one.name)).toContain('last.zip');
      expect(mail.text.trim()).toContain('hello');
    }
  });

  it('keep every byte of an attachment, whatever the bytes are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('base64', 'quoted-printable'),
        async (bytes, encoding) => {
          const buffer = Buffer.from(bytes);
          const body =
            encoding === 'base64'
              ? buffer.toString('base64').replace(/.{20}/g, '$&\r\n')
              : [...buffer]
                  .map((byte) => `=${byte.toString(16).padStart(2, '0')}`)
                  .join('')
                  .replace(/.{30}/g, '$&=\r\n');
          const mail = await read(
            mailOf(
              [...plainHead, 'Content-Type: multipart/mixed; boundary=b'],
              multipart(`Content-Type: application/x\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`),
            ),
          );
          expect(Buffer.from(mail.attachments[0]?.bytes ?? []).equals(buffer)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keep an attached mail exactly as it came, ends of lines included', async () => {
    const inner = Buffer.from('Received: a\r\nDKIM-Signature: x\nSubject: y\r\n\r\nbody \r\n\r\n--x\nend');
    const raw = mailOf(
      [...plainHead, 'Content-Type: multipart/mixed; boundary=b'],
      multipart(Buffer.concat([Buffer.from('Content-Type: message/rfc822\r\n\r\n'), inner])),
    );
    const [attachment] = (await read(raw)).attachments;
    expect(Buffer.from(attachment?.bytes ?? []).equals(inner)).toBe(true);
    expect(attachment?.inner).toMatchObject({ subject: 'y' });
  });

  it('of base64 glued together, with blanks and rubbish between, are decoded', async () => {
    const raw = mailOf(
      [...plainHead, 'Content-Type: application/x; name=a', 'Content-Transfer-Encoding: base64'],
      'YWI=\r\nY2Q=\r\n * ZW\r\nY=',
    );
    expect(Buffer.from((await read(raw)).attachments[0]?.bytes ?? []).toString()).toBe('abcdef');
  });

  it('S23 of nothing but padding, below headers full of blanks, are read in one pass', async () => {
    const blanks = ' \t'.repeat(32_000);
    const heads = Array.from({ length: 60 }, (_, at) => `X-${at}: ${blanks}a${blanks.slice(0, 100)}`);
    const raw = mailOf(
      [...plainHead, ...heads, 'Content-Type: application/x; name=a', 'Content-Transfer-Encoding: base64'],
      `YWI${'='.repeat(2_000_000)} Y2Q${'= '.repeat(500_000)}`,
    );
    expect(Buffer.from((await read(raw)).attachments[0]?.bytes ?? []).toString()).toBe('abcd');
  });
});

describe('Japanese file names', () => {
  const name = '感染端末の一覧（営業部）.xlsx';
  const sjis = encoded(name, 'SJIS');
  const euc = encoded(name, 'EUCJP');
  const jis = encoded(name, 'JIS');
  const percent = (bytes: Buffer) => [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const half = Math.floor(percent(sjis).length / 6) * 3;

  const of = (head: readonly (string | Buffer)[]) =>
    mailOf(
      [...plainHead, 'Content-Type: multipart/mixed; boundary=b'],
      multipart(
        'Content-Type: text/plain\r\n\r\nx',
        Buffer.concat([
          ...head.map((one) => Buffer.concat([Buffer.from(one), Buffer.from('\r\n')])),
          Buffer.from('\r\ndata'),
        ]),
      ),
    );
  const b = (text: string | Buffer) => Buffer.from(text);

  it.each([
    ['RFC 2231, UTF-8', [`Content-Disposition: attachment; filename*=UTF-8''${encodeURIComponent(name)}`]],
    ['RFC 2231, Shift_JIS', [`Content-Disposition: attachment; filename*=Shift_JIS'ja'${percent(sjis)}`]],
    ['RFC 2231, EUC-JP', [`Content-Disposition: attachment; filename*=EUC-JP''${percent(euc)}`]],
    ['RFC 2231, ISO-2022-JP', [`Content-Disposition: attachment; filename*=ISO-2022-JP''${percent(jis)}`]],
    ['RFC 2231, no charset named', [`Content-Disposition: attachment; filename*=''${percent(sjis)}`]],
    [
      'RFC 2231 in two pieces, cut within a character',
      [
        `Content-Disposition: attachment;\r\n filename*0*=Shift_JIS''${percent(sjis).slice(0, half)};\r\n filename*1*=${percent(sjis).slice(half)}`,
      ],
    ],
    [
      'RFC 2231 in pieces out of order',
      [
        `Content-Disposition: attachment; filename*1*=${percent(sjis).slice(half)}; filename*0*=cp932''${percent(sjis).slice(0, half)}`,
      ],
    ],
    [
      'RFC 2047 in quotes, ISO-2022-JP',
      [`Content-Disposition: attachment; filename="${word(name, 'ISO-2022-JP', 'JIS')}"`],
    ],
    ['RFC 2047 without quotes, UTF-8', [`Content-Disposition: attachment; filename=${word(name, 'utf-8', 'UTF8')}`]],
    [
      'RFC 2047 in two words, folded',
      [
        `Content-Type: application/x;\r\n name="${word(name.slice(0, 5), 'utf-8', 'UTF8')}\r\n ${word(name.slice(5), 'utf-8', 'UTF8')}"`,
      ],
    ],
    [
      'RFC 2047 in pieces of RFC 2231',
      [
        `Content-Type: application/x; name*0="${word(name, 'Shift_JIS', 'SJIS').slice(0, 30)}"; name*1="${word(name, 'Shift_JIS', 'SJIS').slice(30)}"`,
      ],
    ],
    ['raw Shift_JIS', [Buffer.concat([b('Content-Disposition: attachment; filename="'), sjis, b('"')])]],
    ['raw EUC-JP', [Buffer.concat([b('Content-Disposition: attachment; filename="'), euc, b('"')])]],
    ['raw UTF-8', [Buffer.concat([b('Content-Disposition: attachment; filename='), b(name)])]],
    ['raw ISO-2022-JP', [Buffer.concat([b('Content-Type: application/x; name="'), jis, b('"')])]],
    [
      'only in Content-Type',
      [
        `Content-Type: application/octet-stream; name="${word(name, 'UTF-8', 'UTF8')}"`,
        'Content-Disposition: attachment',
      ],
    ],
  ] as const)('are read from %s', async (_what, head) => {
    const mail = await read(of(head));
    expect(mail.attachments.map((one) => one.name)).toEqual([name]);
  });

  it('with a letter whose second byte is a backslash in Shift_JIS are whole', async () => {
    const mail = await read(
      of([
        Buffer.concat([b('Content-Disposition: attachment; filename="'), encoded('予定表ソ能.doc', 'SJIS'), b('"')]),
      ]),
    );
    expect(mail.attachments[0]?.name).toBe('予定表ソ能.doc');
  });
});

describe('text under a wrong name', () => {
  const sentence = '営業二課の佐藤です。端末がウイルスに感染したようです。至急ご確認ください。';
  const cases = [
    ['Shift_JIS under UTF-8', 'utf-8', 'SJIS'],
    ['EUC-JP under UTF-8', 'utf-8', 'EUCJP'],
    ['ISO-2022-JP under UTF-8', 'utf-8', 'JIS'],
    ['UTF-8 under ISO-2022-JP', 'iso-2022-jp', 'UTF8'],
    ['UTF-8 under Shift_JIS', 'shift_jis', 'UTF8'],
    ['EUC-JP under Shift_JIS', 'shift_jis', 'EUCJP'],
    ['UTF-8 under Latin-1', 'iso-8859-1', 'UTF8'],
    ['Shift_JIS under Latin-1', 'iso-8859-1', 'SJIS'],
    ['ISO-2022-JP under US-ASCII', 'us-ascii', 'JIS'],
    ['Shift_JIS under nothing', null, 'SJIS'],
    ['EUC-JP under nothing', null, 'EUCJP'],
    ['ISO-2022-JP under nothing', null, 'JIS'],
    ['UTF-8 under nothing', null, 'UTF8'],
    ['Shift_JIS under a name that nobody knows', 'no-such-charset', 'SJIS'],
    ['UTF-8 under a path', '../../etc/passwd', 'UTF8'],
  ] as const;
  it.each(cases)('is read as what it is: %s', async (_what, charset, to) => {
    const type = charset === null ? 'Content-Type: text/plain' : `Content-Type: text/plain; charset="${charset}"`;
    const mail = await read(mailOf([...plainHead, type], encoded(sentence, to)));
    expect(mail.text).toBe(sentence);
    expect(mail.doubts).toEqual(['charset-guessed']);
  });

  it('is not guessed at where the declaration explains it', async () => {
    for (const [charset, body] of [
      ['iso-8859-1', Buffer.from('caf\xe9 cr\xe8me', 'latin1')],
      ['windows-1252', Buffer.from('na\xefve \x93quoted\x94', 'latin1')],
      ['utf-8', Buffer.from('感染')],
      ['gb2312', Buffer.from([0xb8, 0xd0, 0xc8, 0xbe])],
      ['koi8-r', Buffer.from([0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4])],
    ] as const) {
      const mail = await read(mailOf([...plainHead, `Content-Type: text/plain; charset=${charset}`], body));
      expect([charset, mail.doubts]).toEqual([charset, []]);
    }
  });

  it('with half-width kana of old mailers in ISO-2022-JP is read', async () => {
    const kana = Buffer.concat([Buffer.from('\x1b(I'), Buffer.from([0x43, 0x3d, 0x44]), Buffer.from('\x1b(B')]);
    const mail = await read(mailOf([...plainHead, 'Content-Type: text/plain; charset=ISO-2022-JP'], kana));
    expect(mail.text).toBe('ﾃｽﾄ');
  });
});

describe('mails inside mails', () => {
  const nest = (depth: number): Buffer => {
    let mail = mailOf([...plainHead, 'Subject: innermost'], 'deep');
    for (let at = 0; at < depth; at += 1)
      mail = mailOf(
        [...plainHead, `Subject: level ${at}`, `Content-Type: multipart/mixed; boundary=b${at}`],
        Buffer.concat([
          Buffer.from(`--b${at}\r\nContent-Type: message/rfc822\r\n\r\n`),
          mail,
          Buffer.from(`\r\n--b${at}--\r\n`),
        ]),
      );
    return mail;
  };
  const depthOf = (mail: ParsedMail): number => {
    const inner = mail.attachments.flatMap((one: ParsedAttachment) => one.inner ?? []);
    return inner.length === 0 ? 0 : 1 + Math.max(...inner.map(depthOf));
  };

  it('are read five deep; what lies deeper is kept and said', async () => {
    const mail = await read(nest(4));
    expect(depthOf(mail)).toBe(4);
    expect(everything(mail)).toContain('deep');
    expect(mail.doubts).toEqual([]);
    const deep = await read(nest(12));
    expect(depthOf(deep)).toBe(5);
    expect(everything(deep)).toContain('deep');
  });

  it('S20 as a bomb (every mail holds many, ten levels deep) are answered with a bounded number of mails', async () => {
    let bomb = mailOf([...plainHead], 'x');
    for (let at = 0; at < 4; at += 1)
      bomb = mailOf(
        [...plainHead, `Content-Type: multipart/mixed; boundary=b${at}`],
        Buffer.concat([
          ...Array.from({ length: 12 }, () =>
            Buffer.concat([Buffer.from(`--b${at}\r\nContent-Type: message/rfc822\r\n\r\n`), bomb, Buffer.from('\r\n')]),
          ),
          Buffer.from(`--b${at}--\r\n`),
        ]),
      );
    const mail = await read(bomb);
    const count = (one: ParsedMail): number =>
      1 + one.attachments.reduce((sum, part) => sum + (part.inner === null ? 0 : count(part.inner)), 0);
    expect(count(mail)).toBeLessThanOrEqual(101);
  });

  it('S20 a multipart nested thousands deep, and one with parts without end, end in an answer that keeps the bytes', async () => {
    const open = Array.from(
      { length: 3_000 },
      (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
    ).join('');
    const deep = await read(Buffer.from(`From: a@b.example\r\n${open}Content-Type: text/plain\r\n\r\nlast words\r\n`));
    expect(everything(deep)).toContain('last words');
    expect(deep.doubts).toContain('structure-broken');
    const many = await read(
      mailOf(
        [...plainHead, 'Content-Type: multipart/mixed; boundary=b'],
        `${'--b\r\n\r\nx\r\n'.repeat(20_000)}--b\r\n\r\nlast words`,
      ),
    );
    expect(everything(many)).toContain('last words');
    const attached = await read(
      mailOf(
        [...plainHead, 'Content-Type: multipart/mixed; boundary=b'],
        `${'--b\r\nContent-Type: image/png\r\n\r\nx\r\n'.repeat(2_000)}--b--`,
      ),
    );
    expect(attached.attachments).toHaveLength(500);
    expect(attached.doubts).toContain('attachments-cut');
  });
});
