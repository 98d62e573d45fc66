import Encoding from 'encoding-japanese';
import { createTransport } from 'nodemailer';
import type { RunningProgram } from './program.ts';

const jis = (text: string) =>
  Buffer.from(Encoding.convert(Encoding.stringToCode(text), { to: 'JIS', from: 'UNICODE' }));
const jisWord = (text: string) => `=?ISO-2022-JP?B?${jis(text).toString('base64')}?=`;

type JapaneseMail = {
  readonly title: string;
  readonly text: string;
  readonly from?: { readonly name: string; readonly address: string };
  readonly id?: string;
  readonly file?: { readonly name: string; readonly content: string };
};

/** A mail as an older Japanese mailer writes it: ISO-2022-JP in subject, sender, body and file name. */
export function japaneseMail(given: JapaneseMail): Buffer {
  const { title, text, id = 'first@example.co.jp', file } = given;
  const from = given.from ?? { name: '佐藤 健', address: 'sato@example.co.jp' };
  const lines = (...all: string[]) => Buffer.from(all.join('\r\n'));
  return Buffer.concat([
    lines(
      `From: ${jisWord(from.name)} <${from.address}>`,
      'To: csirt@example.jp',
      `Subject: ${jisWord(title)}`,
      'Date: Fri, 20 Nov 2026 18:42:00 +0900',
      `Message-ID: <${id}>`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="b1"',
      '',
      '--b1',
      'Content-Type: text/plain; charset=ISO-2022-JP',
      'Content-Transfer-Encoding: 7bit',
      '',
      '',
    ),
    jis(text.replaceAll('\n', '\r\n')),
    file === undefined
      ? lines('', '--b1--', '')
      : lines(
          '',
          '--b1',
          `Content-Type: text/csv; name="${jisWord(file.name)}"`,
          `Content-Disposition: attachment; filename="${jisWord(file.name)}"`,
          'Content-Transfer-Encoding: base64',
          '',
          Buffer.from(file.content).toString('base64'),
          '--b1--',
          '',
        ),
  ]);
}

/** Hands raw bytes to the program's receiver with a real SMTP client and answers what the receiver said. */
export async function sendMail(program: Pick<RunningProgram, 'smtpPort'>, raw: Buffer): Promise<string> {
  const transport = createTransport({
    host: '127.0.0.1',
    port: program.smtpPort,
    secure: false,
    tls: { rejectUnauthorized: false },
  });
  try {
    const envelope = { from: 'sato@example.co.jp', to: 'csirt@example.jp' };
    return (await transport.sendMail({ envelope, raw })).response;
  } finally {
    transport.close();
  }
}
