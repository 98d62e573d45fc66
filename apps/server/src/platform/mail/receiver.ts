import type { AddressInfo } from 'node:net';
import { type Readable, Transform } from 'node:stream';
import { Refused } from '@matoi/kernel';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { systemActor } from '../access/index.ts';
import type { Runner } from '../commands/index.ts';
import { StartProblem } from '../data-directory/index.ts';
import { isDatabaseGone } from '../db/index.ts';
import type { ObjectStore } from '../files/index.ts';
import { type Health, type Running, runLoop } from '../health/index.ts';
import { oneLine } from './mail.rules.ts';
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

  let isTroubled = false;
  const sayWell = () => {
    isTroubled = false;
    health.report('mail-receiver', 'ok', `listening on ${options.host}:${boundPort()}`);
  };

  async function take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    const object = await store.put(cutOff(stream, maxBytes), 1);
    const id = await runner.run(
      receiveMail,
      {
        object,
        envelopeFrom: session.envelope.mailFrom === false ? '' : oneLine(session.envelope.mailFrom.address, 320),
        envelopeTo: session.envelope.rcptTo.map((one) => oneLine(one.address, 320)),
        remoteAddress: session.remoteAddress,
      },
      { actor: systemActor('mail-intake', [1]), requestId: session.id, version: null, repeat: null },
    );
    sayWell();
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
    const code = error instanceof Error && 'code' in error ? error.code : '';
    // The sender hung up in the middle of a message: nothing was promised, and nobody hears the answer.
    if (code === 'ECONNECTION' || code === 'ERR_STREAM_PREMATURE_CLOSE')
      return new SmtpRefusal(451, '4.4.2 Connection lost');
    options.onProblem(error);
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      isTroubled = true;
      health.report('mail-receiver', 'failed', 'the disk is full');
      return new SmtpRefusal(452, '4.3.1 Insufficient storage, try again later');
    }
    if (isDatabaseGone(error)) {
      isTroubled = true;
      health.report('mail-receiver', 'failed', 'waiting for the database');
    }
    const why = error instanceof Refused ? error.refusal.code : 'local error';
    return new SmtpRefusal(451, `4.3.0 Not kept, try again later (${why})`);
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
  sayWell();
  // After trouble a probe does what a mail would do, so that the state is right before the next mail comes.
  const probe = runLoop({
    idleMs: 5_000,
    onProblem: () => undefined,
    async turn() {
      if (isTroubled) {
        await runner.read(systemActor('mail-intake', []), (reading) =>
          reading.db.selectFrom('platform.setting').select('name').limit(1).execute(),
        );
        await store.discard(await store.put(Buffer.alloc(65_536), 1));
      }
      sayWell();
      return false;
    },
  });
  return {
    port: boundPort(),
    async stop() {
      await probe.stop();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Passes a message on up to the limit and no further: what is too large never fills the disk. */
function cutOff(stream: SMTPServerDataStream, maxBytes: number): Readable {
  let size = 0;
  const cut = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > maxBytes) done(new SmtpRefusal(552, `5.3.4 The message is larger than ${maxBytes} bytes`));
      else done(null, chunk);
    },
  });
  stream.on('error', (error) => cut.destroy(error));
  // The reader may not have begun when the sender hangs up; it finds the error when it does.
  cut.on('error', () => undefined);
  return stream.pipe(cut);
}
