import { describe, expect, it } from 'vitest';
import { encoded, mailOf, multipart, plainHead, word } from './mail.fixture.ts';
import { parseMail } from './parse-mail.ts';
import type { ParsedMail } from './parsed-mail.ts';

async function read(raw: Buffer): Promise<ParsedMail> {
  const answer = await parseMail(raw);
  if (!answer.isParsed) throw new Error(`not parsed: ${answer.problem}`);
  return answer.mail;
}

const textPart = (charset: string, body: Buffer, transfer = '8bit') =>
  mailOf(
    [
      ...plainHead,
      'Subject: x',
      `Content-Type: text/plain; charset=${charset}`,
      `Content-Transfer-Encoding: ${transfer}`,
    ],
    body,
  );

/** Every string of a mail that is stored, with where it is. */
function storedStrings(mail: ParsedMail): readonly (readonly [string, string])[] {
  return [
    ['messageId', mail.messageId ?? ''],
    ['from.name', mail.from?.name ?? ''],
    ['from.address', mail.from?.address ?? ''],
    ['subject', mail.subject],
    ['text', mail.text],
    ['charset', mail.charset ?? ''],
    ...mail.recipients.map((one) => ['recipient', one] as const),
    ...mail.attachments.flatMap((one) => [
      ['attachment.name', one.name] as const,
      ['attachment.mediaType', one.mediaType] as const,
    ]),
  ];
}

describe('Japanese mail', () => {
  const sentence = '営業二課の髙﨑です。①㈱纏、ﾃｽﾄ用の端末が感染しました～';

  it.each([
    ['UTF-8', 'utf-8', 'UTF8'],
    ['ISO-2022-JP', 'ISO-2022-JP', 'JIS'],
    ['Shift_JIS', 'Shift_JIS', 'SJIS'],
    ['EUC-JP', 'EUC-JP', 'EUCJP'],
    ['x-sjis', 'x-sjis', 'SJIS'],
  ] as const)('reads %s in subject, name and body', async (_name, charset, to) => {
    const common = '営業二課の佐藤です。受信者は312名です。';
    const raw = mailOf(
      [
        `From: ${word('佐藤 健', charset, to)} <sato@example.co.jp>`,
        `Subject: ${word('【至急】誤送信のご報告', charset, to)}`,
        `Content-Type: text/plain; charset=${charset}`,
      ],
      encoded(common, to),
    );
    const mail = await read(raw);
    expect(mail).toMatchObject({
      subject: '【至急】誤送信のご報告',
      from: { name: '佐藤 健', address: 'sato@example.co.jp' },
    });
    expect(mail.text.trim()).toBe(common);
    expect(mail.charset).toBe(charset);
  });

  it.each(['windows-31j', 'cp932', 'Shift_JIS', 'ms932'])(
    'keeps 髙﨑①㈱ and half-width kana under the label %s',
    async (charset) => {
      const body = Buffer.concat([
        encoded('営業二課の', 'SJIS'),
        Buffer.from([0xfb, 0xfc, 0xed, 0x95, 0x87, 0x40, 0x87, 0x8a]),
        Buffer.from([0xc3, 0xbd, 0xc4]),
      ]);
      expect((await read(textPart(charset, body))).text.trim()).toBe('営業二課の髙﨑①㈱ﾃｽﾄ');
    },
  );

  it('reads quoted-printable and base64 bodies', async () => {
    const base64 = Buffer.from(encoded(sentence, 'UTF8').toString('base64'));
    expect((await read(textPart('utf-8', base64, 'base64'))).text.trim()).toBe(sentence);
    const printable = Buffer.from(
      [...encoded('感染', 'UTF8')].map((byte) => `=${byte.toString(16).toUpperCase()}`).join(''),
    );
    expect((await read(textPart('utf-8', printable, 'quoted-printable'))).text.trim()).toBe('感染');
  });

  it.each([
    ['Shift_JIS', 'SJIS'],
    ['EUC-JP', 'EUCJP'],
    ['UTF-8', 'UTF8'],
  ] as const)('reads a subject written as raw %s against all standards', async (_name, to) => {
    const subject = Buffer.concat([Buffer.from('Subject: '), encoded('誤送信のご報告（営業二課）', to)]);
    const mail = await read(mailOf([...plainHead, subject, 'Content-Type: text/plain'], 'x'));
    expect(mail.subject).toBe('誤送信のご報告（営業二課）');
  });

  it('reads a text without a declared charset as what it is', async () => {
    const raw = mailOf(
      [...plainHead, 'Subject: x', 'Content-Type: text/plain; charset=iso-2022-jp'],
      encoded('感染', 'JIS'),
    );
    expect((await read(raw)).text.trim()).toBe('感染');
  });
});

describe('attachments', () => {
  const attachment = (disposition: string, type = 'application/octet-stream') =>
    mailOf(
      [...plainHead, 'Content-Type: multipart/mixed; boundary=b'],
      multipart(
        'Content-Type: text/plain\r\n\r\nhello',
        `Content-Type: ${type}\r\nContent-Disposition: ${disposition}\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJD`,
      ),
    );

  it.each([
    ['RFC 2231', "attachment; filename*=UTF-8''%E8%A6%8B%E7%A9%8D.xlsx", '見積.xlsx'],
    [
      'RFC 2231 in pieces',
      "attachment; filename*0*=UTF-8''%E8%A6%8B; filename*1*=%E7%A9%8D; filename*2=.xlsx",
      '見積.xlsx',
    ],
    ['RFC 2231 in ISO-2022-JP', "attachment; filename*=ISO-2022-JP''%1B%24B%3BqNA%1B%28B.pdf", '資料.pdf'],
    ['RFC 2047 in a parameter', `attachment; filename="${word('送信先.csv', 'ISO-2022-JP', 'JIS')}"`, '送信先.csv'],
    ['a path of Windows', 'attachment; filename="C:\\\\Users\\\\a\\\\evil.exe"', 'C:_Users_a_evil.exe'],
    ['a path upwards', 'attachment; filename="../../etc/passwd"', '.._.._etc_passwd'],
    ['an absolute path', 'attachment; filename="/etc/cron.d/x"', '_etc_cron.d_x'],
    ['an empty name', 'attachment; filename=""', 'attachment-1'],
    ['no name', 'attachment', 'attachment-1'],
  ])('are named from %s', async (_what, disposition, expected) => {
    const mail = await read(attachment(disposition));
    expect(mail.attachments).toHaveLength(1);
    expect(mail.attachments[0]?.name).toBe(expected);
    expect(Buffer.from(mail.attachments[0]?.bytes ?? []).toString()).toBe('ABC');
    expect(mail.text.trim()).toBe('hello');
  });

  it('have no name that turns its reading direction around, so that exe.txt is what it says', async () => {
    const mail = await read(attachment("attachment; filename*=UTF-8''invoice%E2%80%AEfdp.exe"));
    expect(mail.attachments[0]?.name).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/u);
  });

  it('include a mail inside the mail as the bytes it came as', async () => {
    const inner = mailOf(['From: x@example.org', 'Subject: phish', 'Content-Type: text/plain'], 'click here');
    const raw = mailOf(
      [...plainHead, 'Content-Type: multipart/mixed; boundary=b'],
      multipart(
        'Content-Type: text/plain\r\n\r\nsee below',
        Buffer.concat([Buffer.from('Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n'), inner]),
      ),
    );
    const mail = await read(raw);
    expect(mail.attachments.map((one) => [one.name, one.mediaType])).toEqual([['message-1.eml', 'message/rfc822']]);
    expect(Buffer.from(mail.attachments[0]?.bytes ?? []).toString()).toContain('Subject: phish');
    expect(mail.subject).toBe('');
    expect(mail.text.trim()).toBe('see below');
  });

  it('may weigh 20 MB', async () => {
    const bytes = Buffer.alloc(20_000_000, 7);
    const lines = bytes.toString('base64').replace(/.{76}/g, '$&\r\n');
    const raw = mailOf(
      [...plainHead, 'Content-Type: multipart/mixed; boundary=b'],
      multipart(
        'Content-Type: text/plain\r\n\r\nlarge',
        `Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines}`,
      ),
    );
    const mail = await read(raw);
    expect(Buffer.from(mail.attachments[0]?.bytes ?? []).equals(bytes)).toBe(true);
  });
});

describe('HTML', () => {
  it('alone becomes text with its addresses, without its pictures, scripts and styles', async () => {
    const html =
      '<html><head><style>p{color:red}</style><script>alert(1)</script></head><body><p>ご確認<br>ください</p>' +
      '<a href="http://phish.example/login">銀行</a><img src="http://track.example/1.gif" alt="t"></body></html>';
    const mail = await read(mailOf([...plainHead, 'Content-Type: text/html; charset=utf-8'], html));
    expect(mail.isTextFromHtml).toBe(true);
    expect(mail.text).toContain('ご確認\nください');
    expect(mail.text).toContain('http://phish.example/login');
    expect(mail.text).not.toMatch(/alert|color:red|track\.example|</);
  });

  it('nested ten thousand deep or broken ends in an answer', async () => {
    const deep = `${'<div>'.repeat(10_000)}x${'</div>'.repeat(10_000)}`;
    for (const html of [deep, '<'.repeat(200_000), '<a href="', '<!--'.repeat(50_000)]) {
      const answer = await parseMail(mailOf([...plainHead, 'Content-Type: text/html'], html));
      expect(answer.isParsed).toBe(true);
    }
  });
});

describe('hostile mail', () => {
  const bomb = (depth: number) => {
    const open = Array.from(
      { length: depth },
      (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
    );
    return Buffer.from(`From: a@b.example\r\n${open.join('')}Content-Type: text/plain\r\n\r\nx\r\n`);
  };

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['one line end', Buffer.from('\r\n')],
    ['zeros', Buffer.alloc(10_000)],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452'.repeat(500), 'hex')],
    ['every byte', Buffer.from(Array.from({ length: 65_536 }, (_, at) => (at * 131) % 256))],
    ['a header without end', Buffer.from(`Subject: ${'x'.repeat(2_000_000)}`)],
    ['a hundred thousand headers', Buffer.from(`${'X-A: b\r\n'.repeat(100_000)}\r\nx`)],
    ['one header of a million folds', Buffer.from(`Subject: x${'\r\n y'.repeat(500_000)}\r\n\r\nx`)],
    ['a hundred thousand encoded words', Buffer.from(`Subject: ${'=?utf-8?B?4pyT?= '.repeat(100_000)}\r\n\r\nx`)],
    ['a hundred thousand recipients', Buffer.from(`To: ${'a@b.example, '.repeat(100_000)}\r\n\r\nx`)],
    ['deeply nested groups', Buffer.from(`To: ${'g:'.repeat(20_000)};\r\n\r\nx`)],
    ['unclosed quotes and comments', Buffer.from(`From: "${'('.repeat(100_000)}\r\n\r\nx`)],
    ['a multipart two thousand deep', bomb(2_000)],
    ['a boundary that never comes', mailOf([...plainHead, 'Content-Type: multipart/mixed; boundary=b'], 'x')],
    ['no boundary', mailOf([...plainHead, 'Content-Type: multipart/mixed'], 'x')],
    ['an empty boundary', mailOf([...plainHead, 'Content-Type: multipart/mixed; boundary=""'], '--\r\n--\r\n----')],
    ['an unknown charset', textPart('no-such-charset', Buffer.from('x'))],
    ['a dangerous charset', textPart('../../etc/passwd', Buffer.from('x'))],
    ['an unknown transfer encoding', textPart('utf-8', Buffer.from('x'), 'rot13')],
    ['base64 that is none', textPart('utf-8', Buffer.from('%%%%====!!!!'), 'base64')],
    ['a bare CR world', Buffer.from('From: a@b.example\rSubject: x\r\rbody')],
    ['no header at all', Buffer.from('hello')],
  ])('%s is answered, in time', async (_what, raw) => {
    const began = performance.now();
    const answer = await parseMail(raw);
    expect(typeof answer.isParsed).toBe('boolean');
    if (!answer.isParsed) expect(answer.problem.length).toBeGreaterThan(0);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('is cleaned of what the database refuses, in every string that is stored', async () => {
    const nul = '\u0000';
    const raw = mailOf(
      [
        `From: "Sa${nul}to" <sa${nul}to@example.co.jp>`,
        `To: a${nul}@example.jp, =?utf-8?B?${Buffer.from('x\u0000y').toString('base64')}?= <b@example.jp>`,
        `Message-ID: <a${nul}b@example.jp>`,
        `Subject: =?utf-8?B?${Buffer.from('one\u0000two\r\nBcc: x').toString('base64')}?=`,
        `Content-Type: multipart/mixed; boundary=b`,
      ],
      multipart(
        `Content-Type: text/plain; charset="ut${nul}f-8"\r\n\r\nhello${nul}\u0007 there`,
        `Content-Type: application/x${nul}y; name="a${nul}b.txt"\r\nContent-Disposition: attachment; filename="a${nul}\r\n b.txt"\r\n\r\nx`,
        `Content-Type: text/plain\r\nContent-Disposition: attachment; filename*=UTF-8''a%00%0D%0Ab%ED%A0%80.txt\r\n\r\nx`,
      ),
    );
    const mail = await read(raw);
    expect(mail.attachments.length).toBeGreaterThan(0);
    for (const [where, text] of storedStrings(mail)) {
      const isText = where === 'text';
      expect([where, text.match(isText ? /[^\P{Cc}\n\t]/u : /\p{Cc}/u)]).toEqual([where, null]);
      expect([where, Buffer.from(text).toString('utf8') === text]).toEqual([where, true]);
    }
  });

  it('with halves of characters (UTF-16, UTF-7, cut in the middle) leaves none in the text', async () => {
    const long = `${'a'.repeat(1_999_999)}😀`;
    for (const [charset, body] of [
      ['utf-16le', Buffer.from([0x00, 0xd8, 0x41, 0x00])],
      ['utf-8', Buffer.from([0xed, 0xa0, 0x80, 0x41])],
      ['utf-8', Buffer.from(long)],
    ] as const) {
      const { text } = await read(textPart(charset, body));
      expect(Buffer.from(text).toString('utf8') === text).toBe(true);
    }
  });

  it('cannot write a header of our answer through its own', async () => {
    const raw = mailOf([
      'From: =?utf-8?Q?Sato=0D=0ABcc:_all@example.jp?= <sato@example.co.jp>',
      'Subject: =?utf-8?Q?Hi=0D=0ABcc:_all@example.jp=0D=0A=0D=0Abody?=',
      'Message-ID: <x@y>\r\n\t<z@y>',
    ]);
    const mail = await read(raw);
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.from?.name ?? '').not.toMatch(/[\r\n]/);
    expect(mail.messageId ?? '').not.toMatch(/[\r\n]/);
  });
});
