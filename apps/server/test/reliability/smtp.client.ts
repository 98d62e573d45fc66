import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A bare SMTP client: what it sends is exactly what the test wrote. */
export type SmtpClient = {
  readonly socket: Socket;
  /** The next whole answer (of several lines too). Empty when the server hung up. */
  answer(): Promise<string>;
  /** Sends a line and takes its answer. */
  say(line: string): Promise<string>;
  write(bytes: string | Buffer): void;
  close(): void;
};

/** Connects and takes the greeting. */
export async function connectSmtp(port: number): Promise<SmtpClient> {
  const socket = connect({ host: '127.0.0.1', port });
  let text = '';
  let isOver = false;
  let wake = () => {};
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    text += chunk;
    wake();
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    isOver = true;
    wake();
  });
  await once(socket, 'connect');

  async function answer(): Promise<string> {
    for (;;) {
      const whole = /^(?:\d{3}-[^\n]*\n)*\d{3} [^\n]*\n/.exec(text)?.[0];
      if (whole !== undefined) {
        text = text.slice(whole.length);
        return whole.trim();
      }
      if (isOver) return '';
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  const client: SmtpClient = {
    socket,
    answer,
    write: (bytes) => void socket.write(bytes),
    say(line) {
      socket.write(`${line}\r\n`);
      return answer();
    },
    close: () => socket.destroy(),
  };
  await answer();
  return client;
}

/** A session up to the point where the message may be sent. */
export async function beginMessage(
  port: number,
  envelope: { readonly from: string; readonly to: string },
): Promise<SmtpClient> {
  const client = await connectSmtp(port);
  await client.say('EHLO test.example');
  await client.say(`MAIL FROM:<${envelope.from}>`);
  await client.say(`RCPT TO:<${envelope.to}>`);
  const go = await client.say('DATA');
  if (!go.startsWith('354')) throw new Error(`no data wanted: ${go}`);
  return client;
}
