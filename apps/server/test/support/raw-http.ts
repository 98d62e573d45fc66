import { connect } from 'node:net';

/** Sends bytes as they are over one connection and answers everything that comes back until the server closes it. */
export function rawHttp(port: number, request: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    socket.setTimeout(5_000, () => socket.destroy(new Error('the server did not end the connection')));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', (error) =>
      chunks.length > 0 ? resolve(Buffer.concat(chunks).toString('utf8')) : reject(error),
    );
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
}

/** A request in its wire form, closing the connection afterwards. */
export function wireRequest(
  line: string,
  headers: Readonly<Record<string, string>> = {},
  body: string | Buffer = '',
): Buffer {
  const bytes = Buffer.from(body);
  const all: Record<string, string> = { Host: 'matoi.test', Connection: 'close', ...headers };
  if (bytes.length > 0 && all['Content-Length'] === undefined && all['Transfer-Encoding'] === undefined)
    all['Content-Length'] = String(bytes.length);
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${line}\r\n${head.join('')}\r\n`, 'latin1'), bytes]);
}

/** Status line, header block and body of one raw answer. */
export function readAnswer(text: string): { readonly status: number; readonly head: string; readonly body: string } {
  const end = text.indexOf('\r\n\r\n');
  return {
    status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] ?? 0),
    head: text.slice(0, end),
    body: text.slice(end + 4),
  };
}
