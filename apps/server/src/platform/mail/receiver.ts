import type { AddressInfo } from 'node:net';
import { Refused } from '@matoi/kernel';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { systemActor } from '../access/index.ts';
import type { Runner } from '../commands/index.ts';
import { StartProblem } from '../data-directory/index.ts';
import { isDatabaseGone } from '../db/index.ts';
import type { ObjectStore } from '../files/index.ts';
import type { Health, Running } from '../health/index.ts';
import { receiveMail } from './receive.command.ts';

/** An SMTP answer to the sender: a temporary one (4xx) makes it try again, so nothing is lost. */
class SmtpRefusal extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

/**
 * The built-in SMTP receiver (RFC 5321). Answers 250 to a message only when its raw bytes and its row are durable. It
 * takes mail for any recipient and relays nothing. `port` 0 lets the system choose (tests).
 */
export async function startMailReceiver(options: {
  readonly host: string;
  readonly port: number;
  readonly maxBytes: number;
  readonly store: ObjectStore;
  readonly runner: Runner;
  readonly health: Health;
  readonly onProblem: (error: unknown) => void;
}): Promise<Running & { readonly port: number }> {
  const { store, runner, health, maxBytes } = options;

  async function take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    const object = await store.put(stream, 1);
    if (stream.sizeExceeded) {
      await store.discard(object);
      throw new SmtpRefusal(552, `5.3.4 The message is larger than ${maxBytes} bytes`);
    }
    const id = await runner.run(
      receiveMail,
      {
        object,
        envelopeFrom: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
        envelopeTo: session.envelope.rcptTo.map((one) => one.address),
        remoteAddress: session.remoteAddress,
      },
      { actor: systemActor('mail-intake', [1]), requestId: session.id, version: null, repeat: null },
    );
    health.report('mail-receiver', 'ok', `listening on ${options.host}:${boundPort()}`);
    return `2.0.0 Kept as ${id}`;
  }

  const server = new SMTPServer({
    banner: 'Matoi',
    size: maxBytes,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    maxClients: 200,
    socketTimeout: 60_000,
    closeTimeout: 2_000,
    logger: false,
    onRcptTo(_address, session, done) {
      done(session.envelope.rcptTo.length >= 100 ? new SmtpRefusal(452, '4.5.3 Too many recipients') : null);
    },
    onData(stream, session, done) {
      take(stream, session).then(
        (message) => done(null, message),
        (error: unknown) => {
          stream.resume();
          done(toSmtpRefusal(error));
        },
      );
    },
  });

  function toSmtpRefusal(error: unknown): SmtpRefusal {
    if (error instanceof SmtpRefusal) return error;
    options.onProblem(error);
    const isFull = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
    if (isFull) {
      health.report('mail-receiver', 'failed', 'the disk is full');
      return new SmtpRefusal(452, '4.3.1 Insufficient storage, try again later');
    }
    if (isDatabaseGone(error)) health.report('mail-receiver', 'failed', 'waiting for the database');
    const code = error instanceof Refused ? error.refusal.code : 'local error';
    return new SmtpRefusal(451, `4.3.0 Not kept, try again later (${code})`);
  }

  const boundPort = () => (server.server.address() as AddressInfo | null)?.port ?? options.port;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(
        isTaken
          ? new StartProblem(
              'mail.listen.port-in-use',
              `Port ${options.port} on ${options.host} is in use. Set MATOI_SMTP_PORT to another port, or 0 to switch the mail receiver off.`,
            )
          : error,
      );
    });
    server.listen(options.port, options.host, resolve);
  });
  server.on('error', options.onProblem);
  health.report('mail-receiver', 'ok', `listening on ${options.host}:${boundPort()}`);
  return {
    port: boundPort(),
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
