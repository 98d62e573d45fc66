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
import type { MailDefaults } from './mail.defaults.ts';
import { oneLine } from './mail.rules.ts';
import { answerRecipient, chooseDefaults } from './mailbox.rules.ts';
import { listMailboxes } from './mailbox.store.ts';
import { receiveMail } from './receive.command.ts';
import type { Certificate } from './receiver.certificate.ts';

/** An SMTP answer to the sender: a temporary one (4xx) makes it try again, so nothing is lost. */
class SmtpRefusal extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

const limits = { connections: 200, connectionsOfOne: 50, recipients: 100 };

/**
 * The built-in SMTP receiver (RFC 5321). Answers 250 to a message only when its raw bytes and its row are durable. It
 * takes mail for the declared addresses, or for any while none is declared, and relays nothing. `certificate` is asked at
 * the start and once a day, and offered by STARTTLS (RFC 3207). `port` 0 lets the system choose (tests).
 */
export async function startMailReceiver(options: {
  readonly host: string;
  readonly port: number;
  readonly maxBytes: number;
  readonly certificate: () => Promise<Certificate>;
  readonly store: ObjectStore;
  readonly runner: Runner;
  readonly health: Health;
  readonly onProblem: (error: unknown) => void;
}): Promise<Running & { readonly port: number }> {
  const { store, runner, health, maxBytes } = options;

  let isTroubled = false;
  const sayWell = () => {
    isTroubled = false;
    const refused = refusals.count === 0 ? '' : `; ${refusals.count} unknown recipients refused, last ${refusals.last}`;
    health.report('mail-receiver', 'ok', `listening on ${options.host}:${boundPort()}${refused}`);
  };
  const refusals = { count: 0, last: '' };
  /** What each recipient of a running transaction brings along. */
  const given = new WeakMap<SMTPServerSession, MailDefaults[]>();
  const connections = new Map<string, number>();
  let certificate = await options.certificate();

  async function take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    const object = await store.put(cutOff(stream, maxBytes), 1);
    const id = await runner.run(
      receiveMail,
      {
        object,
        envelopeFrom: session.envelope.mailFrom === false ? '' : oneLine(session.envelope.mailFrom.address, 320),
        envelopeTo: session.envelope.rcptTo.map((one) => oneLine(one.address, 320)),
        remoteAddress: session.remoteAddress,
        defaults: chooseDefaults(given.get(session) ?? []),
      },
      { actor: systemActor('mail-intake', [1]), requestId: session.id, version: null, repeat: null },
    );
    sayWell();
    return `2.0.0 Kept as ${id}`;
  }

  async function takeRecipient(address: string, session: SMTPServerSession): Promise<void> {
    const mailboxes = await runner.read(systemActor('mail-intake', []), (reading) => listMailboxes(reading.db));
    const answer = answerRecipient(mailboxes, address);
    switch (answer.is) {
      case 'taken':
        given.set(session, [...(given.get(session) ?? []), answer.defaults]);
        return;
      case 'later':
        throw new SmtpRefusal(450, '4.2.1 This address takes no mail right now, try again later');
      case 'unknown':
        refusals.count += 1;
        refusals.last = oneLine(address, 320);
        throw new SmtpRefusal(550, '5.1.1 No such address here');
    }
  }

  const counted = new Set<string>();
  const server = new SMTPServer({
    banner: 'Matoi',
    size: maxBytes,
    authOptional: true,
    disabledCommands: ['AUTH'],
    key: certificate.key,
    cert: certificate.cert,
    minVersion: 'TLSv1.2',
    disableReverseLookup: true,
    maxClients: limits.connections,
    socketTimeout: 60_000,
    closeTimeout: 2_000,
    logger: false,
    onConnect(session, done) {
      const open = (connections.get(session.remoteAddress) ?? 0) + 1;
      if (open > limits.connectionsOfOne) {
        done(new SmtpRefusal(421, '4.7.0 Too many connections from your address, try again later'));
        return;
      }
      connections.set(session.remoteAddress, open);
      counted.add(session.id);
      done();
    },
    onClose(session) {
      if (!counted.delete(session.id)) return;
      const open = (connections.get(session.remoteAddress) ?? 1) - 1;
      if (open <= 0) connections.delete(session.remoteAddress);
      else connections.set(session.remoteAddress, open);
    },
    onMailFrom(_address, session, done) {
      given.set(session, []);
      done();
    },
    onRcptTo(address, session, done) {
      if (session.envelope.rcptTo.length >= limits.recipients) {
        done(new SmtpRefusal(452, '4.5.3 Too many recipients'));
        return;
      }
      takeRecipient(address.address, session).then(
        () => done(),
        (error: unknown) => done(toSmtpRefusal(error)),
      );
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
  let renewedAt = runner.clock().getTime();
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
      if (runner.clock().getTime() - renewedAt > 86_400_000) {
        renewedAt = runner.clock().getTime();
        const current = await options.certificate();
        if (current.cert !== certificate.cert) server.updateSecureContext({ key: current.key, cert: current.cert });
        certificate = current;
      }
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
