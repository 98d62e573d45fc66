/** A mail as its sender's program writes it. */
export type WrittenMail = {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly date: Date;
  readonly messageId: string;
  readonly html: string | null;
  readonly file: { readonly name: string; readonly type: string; readonly text: string } | null;
};

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');
const word = (text: string) => (/^[ -~]*$/.test(text) ? text : `=?UTF-8?B?${base64(text)}?=`);
/** RFC 2045: lines of at most 76 characters. */
const wrapped = (text: string) => base64(text).replace(/.{76}/g, '$&\r\n');

/** The bytes of a mail (RFC 5322, MIME): text alone, or text beside HTML, or with a file. */
export function writeMail(mail: WrittenMail): Buffer {
  const { from, html, file } = mail;
  const head = [
    `Received: from mx.example.net (mx.example.net [192.0.2.25]) by mail.moegido.example with ESMTPS; ${mail.date.toUTCString().replace('GMT', '+0000')}`,
    `From: ${word(from.name)} <${from.address}>`,
    `To: <${mail.to}>`,
    `Subject: ${foldedSubject(mail.subject)}`,
    `Date: ${mail.date.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${mail.messageId}>`,
    'MIME-Version: 1.0',
  ];
  const plain = part('text/plain; charset=UTF-8', mail.text);
  if (html === null && file === null) return Buffer.from([...head, plain].join('\r\n'));
  const second =
    file === null
      ? part('text/html; charset=UTF-8', html ?? '')
      : part(`${file.type}; name="${word(file.name)}"`, file.text, [
          `Content-Disposition: attachment; filename="${word(file.name)}"`,
        ]);
  const kind = file === null ? 'alternative' : 'mixed';
  const lines = [
    ...head,
    `Content-Type: multipart/${kind}; boundary="matoi-demo"`,
    '',
    '--matoi-demo',
    plain,
    '--matoi-demo',
    second,
    '--matoi-demo--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

function part(type: string, text: string, more: readonly string[] = []): string {
  return [`Content-Type: ${type}`, 'Content-Transfer-Encoding: base64', ...more, '', wrapped(text), ''].join('\r\n');
}

/** An encoded word has at most 75 characters (RFC 2047): long subjects become several. */
function foldedSubject(subject: string): string {
  if (/^[ -~]*$/.test(subject)) return subject;
  const pieces: string[] = [];
  let piece = '';
  for (const letter of subject) {
    if (Buffer.byteLength(piece + letter) > 42) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...pieces, piece]
    .map(word)
    .map((one) => (one.startsWith('=?') ? one : `=?UTF-8?B?${base64(one)}?=`))
    .join('\r\n ');
}
