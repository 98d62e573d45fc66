import Encoding from 'encoding-japanese';

/** Bytes of a text in an encoding of Japanese mail. `SJIS` covers cp932 with its additional characters. */
export function encoded(text: string, to: 'JIS' | 'SJIS' | 'EUCJP' | 'UTF8'): Buffer {
  if (to === 'UTF8') return Buffer.from(text, 'utf8');
  return Buffer.from(Encoding.convert(Encoding.stringToCode(text), { to, from: 'UNICODE' }));
}

/** An encoded word of RFC 2047. */
export function word(text: string, charset: string, to: 'JIS' | 'SJIS' | 'EUCJP' | 'UTF8'): string {
  return `=?${charset}?B?${encoded(text, to).toString('base64')}?=`;
}

/** A mail of header lines and a body; both may be raw bytes. */
export function mailOf(head: readonly (string | Buffer)[], body: string | Buffer = ''): Buffer {
  const end = Buffer.from('\r\n');
  const lines = head.flatMap((line) => [typeof line === 'string' ? Buffer.from(line, 'utf8') : line, end]);
  return Buffer.concat([...lines, end, typeof body === 'string' ? Buffer.from(body, 'utf8') : body]);
}

/** Parts of a multipart body with the boundary `b`. */
export function multipart(...parts: readonly (string | Buffer)[]): Buffer {
  const pieces = parts.flatMap((part) => [Buffer.from('--b\r\n'), Buffer.from(part), Buffer.from('\r\n')]);
  return Buffer.concat([...pieces, Buffer.from('--b--\r\n')]);
}

export const plainHead = ['From: Sato <sato@example.co.jp>', 'To: csirt@example.jp', 'MIME-Version: 1.0'] as const;
