import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createTransport } from 'nodemailer';
import { SMTPServer } from 'smtp-server';

const marks =
  /^(?:auto-submitted|x-auto-response-suppress|x-matoi-loop|precedence|message-id|in-reply-to|references|content-language):/i;

/**
 * A mail gateway of the bad kind: it hands on every mail without the marks that say "automatic", under a Message-ID of its
 * own, and with a return path where there was none.
 */
export async function startGateway(onward: number): Promise<{ readonly port: number; stop(): Promise<void> }> {
  let count = 0;
  const transport = createTransport({ host: '127.0.0.1', port: onward, secure: false, ignoreTLS: true });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      buffer(stream)
        .then(async (bytes) => {
          const [head = '', ...body] = bytes.toString('latin1').split('\r\n\r\n');
          const kept = head
            .replace(/\r\n[ \t]+/g, ' ')
            .split('\r\n')
            .filter((line) => !marks.test(line));
          count += 1;
          const raw = Buffer.from(
            `${[...kept, `Message-ID: <${count}@gateway.example>`].join('\r\n')}\r\n\r\n${body.join('\r\n\r\n')}`,
            'latin1',
          );
          const from =
            /^from:.*?<?([^<>\s]+@[^<>\s]+?)>?\s*$/im.exec(kept.join('\n'))?.[1] ?? 'unknown@gateway.example';
          await transport.sendMail({ envelope: { from, to: session.envelope.rcptTo.map((one) => one.address) }, raw });
          done(null);
        })
        .catch((error: unknown) => done(error instanceof Error ? error : new Error(String(error))));
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    async stop() {
      transport.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
