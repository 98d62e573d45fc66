import { systemActor } from '../access/index.ts';
import { isDatabaseGone } from '../db/index.ts';
import { type Health, type Running, runLoop } from '../health/index.ts';
import { MailboxTrouble } from './imap.connection.ts';
import { type ImapReaderParts, readMailbox } from './imap.reader.ts';
import type { ImapSettings, Mailbox } from './mailbox.model.ts';
import { listMailboxes, noteReading } from './mailbox.store.ts';

type ImapMailbox = Mailbox & { readonly imap: ImapSettings };
type Reader = { readonly version: number; readonly address: string; stop(): Promise<void> };

const pauses = { firstMs: 1_000, longestMs: 300_000 };

/**
 * Keeps one reader for each mailbox that is in use: starts, stops and restarts them as the mailboxes change, and after
 * trouble with growing pauses. A mailbox that fails is a part of health of its own and troubles no other.
 */
export function startMailboxReaders(
  parts: ImapReaderParts & { readonly health: Health; readonly onProblem: (error: unknown) => void },
): Running {
  const readers = new Map<string, Reader>();
  const look = runLoop({
    idleMs: 2_000,
    onProblem: (error) => {
      if (!isDatabaseGone(error)) parts.onProblem(error);
    },
    async turn() {
      const all = await parts.runner.read(systemActor('mail-intake', []), (reading) => listMailboxes(reading.db));
      const wanted = new Map(
        all.flatMap((one) =>
          one.imap !== null && one.state === 'active' ? [[one.id, { ...one, imap: one.imap }] as const] : [],
        ),
      );
      for (const [id, reader] of readers) {
        if (wanted.get(id)?.version === reader.version) continue;
        await reader.stop();
        readers.delete(id);
        if (!wanted.has(id)) parts.health.report(partName(id), 'off', `${reader.address} is not read`);
      }
      for (const [id, mailbox] of wanted) if (!readers.has(id)) readers.set(id, startReader(parts, mailbox));
      return false;
    },
  });
  return {
    async stop() {
      await look.stop();
      await Promise.all([...readers.values()].map((reader) => reader.stop()));
    },
  };
}

const partName = (id: string) => `mailbox-${id}`;

function startReader(parts: Parameters<typeof startMailboxReaders>[0], mailbox: ImapMailbox): Reader {
  const ending = new AbortController();
  const { signal } = ending;
  const { address } = mailbox;
  let failures = 0;
  const onWell = () => {
    failures = 0;
    parts.health.report(partName(mailbox.id), 'ok', `${address} is read from ${mailbox.imap.host}`);
  };

  async function attempt(): Promise<void> {
    try {
      await readMailbox(parts, mailbox, { signal, onWell });
      return;
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      if (!(error instanceof MailboxTrouble)) {
        parts.health.report(
          partName(mailbox.id),
          'failed',
          `${address} cannot be read: waiting for the database or the disk`,
        );
        if (!isDatabaseGone(error)) parts.onProblem(error);
        return;
      }
      // A connection that ends now and then is how servers are; two in a row are trouble.
      const isTrouble = error.code !== 'closed' || failures > 1;
      if (!isTrouble) return;
      parts.health.report(partName(mailbox.id), 'degraded', `${address}: ${error.code}: ${error.message}`);
      await parts.databases.app
        .transaction()
        .execute((tx) =>
          noteReading(tx, mailbox.id, {
            at: parts.runner.clock(),
            problem: { code: error.code, detail: error.message },
          }),
        )
        .catch((failed: unknown) => {
          if (!isDatabaseGone(failed)) parts.onProblem(failed);
        });
    }
  }

  const ended = (async () => {
    while (!signal.aborted) {
      await attempt();
      if (!signal.aborted)
        await pause(Math.min(pauses.longestMs, pauses.firstMs * 2 ** Math.max(0, failures - 1)), signal);
    }
  })();
  return {
    version: mailbox.version,
    address,
    async stop() {
      ending.abort();
      await ended;
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
