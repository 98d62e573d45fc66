import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { systemActor } from '../access/index.ts';
import type { Runner } from '../commands/index.ts';
import type { Databases, Tx } from '../db/index.ts';
import type { ObjectStore } from '../files/index.ts';
import { receiveMailboxMail } from './imap.commands.ts';
import { connectImap, MailboxTrouble, openFolder, toTrouble } from './imap.connection.ts';
import { oneLine, plainAddress } from './mail.rules.ts';
import type { ImapSettings, Mailbox } from './mailbox.model.ts';
import { findReading, knownMails, noteMarked, noteReading, unmarkedMails } from './mailbox.store.ts';
import { firstHeader, readHeaderBlock } from './mime.header.ts';

/** The keyword that says "kept by Matoi"; readers of the mailbox may show or hide it. */
export const keptKeyword = '$MatoiKept';

const limits = { batchMails: 25, batchBytes: 48_000_000, lanes: 4 };

export type ImapReaderParts = {
  readonly databases: Pick<Databases, 'app'>;
  readonly runner: Runner;
  readonly store: ObjectStore;
  readonly key: Buffer;
  readonly maxBytes: number;
};

const intake = () => systemActor('mail-intake', [1]);
const asked = () => ({ actor: intake(), requestId: null, version: null, repeat: null });

/**
 * Reads one mailbox until the connection ends or `signal` says so. Each mail is kept durably first, in the same
 * transaction as the note that it was; only then it is marked or moved there. Whatever happens in between, a mail is kept
 * exactly once: what is noted and not marked is only marked. Calls `onWell` after each pass. Throws `MailboxTrouble`.
 */
export async function readMailbox(
  parts: ImapReaderParts,
  mailbox: Mailbox & { readonly imap: ImapSettings },
  given: { readonly signal: AbortSignal; readonly onWell: () => void },
): Promise<void> {
  const client = await connectImap({ mailboxId: mailbox.id, imap: mailbox.imap, key: parts.key });
  const close = () => client.close();
  given.signal.addEventListener('abort', close, { once: true });
  try {
    const opened = await openFolder(client, mailbox.imap, { readOnly: false });
    if (opened.readOnly === true) throw new MailboxTrouble('read-only', mailbox.imap.folder);
    const reading: Pass = { parts, mailbox, client, uidValidity: Number(opened.uidValidity) };
    while (!given.signal.aborted) {
      const changed = nextChange(client);
      await pass(reading);
      given.onWell();
      if (given.signal.aborted || !client.usable) return;
      const idle = client.idle().then(
        () => undefined,
        (error: unknown) => error,
      );
      await Promise.race([changed.promise, idle]);
      changed.stop();
      if (!client.usable) throw new MailboxTrouble('closed', 'the connection ended');
    }
  } catch (error) {
    if (!given.signal.aborted) throw toTrouble(error);
  } finally {
    given.signal.removeEventListener('abort', close);
    client.close();
  }
}

/** Bookkeeping of the reader about itself: no act, and so not in the audit log. */
const note = (parts: ImapReaderParts, use: (tx: Tx) => Promise<void>) => parts.databases.app.transaction().execute(use);

/** Resolves when the mailbox says that something came, when the connection ends, or after some minutes to look anyway. */
function nextChange(client: ImapFlow): { readonly promise: Promise<void>; stop(): void } {
  let stop: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, 120_000);
    client.on('exists', resolve);
    client.on('close', resolve);
    stop = () => {
      clearTimeout(timer);
      client.off('exists', resolve);
      client.off('close', resolve);
    };
  });
  return { promise, stop };
}

type Pass = {
  readonly parts: ImapReaderParts;
  readonly mailbox: Mailbox & { readonly imap: ImapSettings };
  readonly client: ImapFlow;
  readonly uidValidity: number;
};

/** Takes everything that is new, and marks what was kept and not marked before. */
async function pass(given: Pass): Promise<void> {
  const { parts, mailbox, client, uidValidity } = given;
  const before = await parts.runner.read(intake(), (reading) => findReading(reading.db, mailbox.id));
  const waiting = await parts.runner.read(intake(), (reading) => unmarkedMails(reading.db, mailbox.id, uidValidity));
  await mark(given, waiting);

  const isKnownNumbering = before?.uidValidity === uidValidity;
  const beginsAt = before?.beginsAt ?? parts.runner.clock();
  if (before?.beginsAt == null)
    await note(parts, (tx) => noteReading(tx, mailbox.id, { at: parts.runner.clock(), problem: null, beginsAt }));
  const end = (client.mailbox === false ? 1 : client.mailbox.uidNext) - 1;
  const uids = isKnownNumbering
    ? await newer(client, before.doneUid)
    : await first(given, { beginsAt, isRenumbered: before?.uidValidity != null });
  let doneUid = isKnownNumbering ? before.doneUid : 0;
  for await (const batch of batches(client, uids)) {
    await takeBatch(given, batch);
    if (isKnownNumbering) {
      doneUid = Math.max(doneUid, ...batch.map((one) => one.uid));
      await note(parts, (tx) =>
        noteReading(tx, mailbox.id, { at: parts.runner.clock(), problem: null, progress: { uidValidity, doneUid } }),
      );
    }
  }
  doneUid = Math.max(doneUid, isKnownNumbering ? (uids.at(-1) ?? 0) : end);
  await note(parts, (tx) =>
    noteReading(tx, mailbox.id, { at: parts.runner.clock(), problem: null, progress: { uidValidity, doneUid } }),
  );
}

/** `n:*` answers the last mail even when its number is below n (RFC 3501 §6.4.8). */
async function newer(client: ImapFlow, doneUid: number): Promise<readonly number[]> {
  const found = await client.search({ uid: `${doneUid + 1}:*` }, { uid: true });
  return (found || []).filter((uid) => uid > doneUid).toSorted((left, right) => left - right);
}

/**
 * What is taken at the first look: as the mailbox says. When the mailbox was numbered anew (RFC 3501 §2.3.1.1), what
 * came since we read it, without what carries our mark; mails that were kept before are recognised by their bytes.
 */
async function first(
  { client, mailbox }: Pass,
  given: { readonly beginsAt: Date; readonly isRenumbered: boolean },
): Promise<readonly number[]> {
  const { beginsWith } = mailbox.imap;
  if (beginsWith === 'new' && !given.isRenumbered) return [];
  const query = given.isRenumbered
    ? {
        unKeyword: keptKeyword,
        ...(beginsWith === 'all' ? {} : { since: new Date(given.beginsAt.getTime() - 86_400_000) }),
      }
    : beginsWith === 'unread'
      ? { seen: false }
      : { all: true };
  const found = await client.search(query, { uid: true });
  return (found || []).toSorted((left, right) => left - right);
}

type Sized = { readonly uid: number; readonly size: number };

async function* batches(client: ImapFlow, uids: readonly number[]): AsyncGenerator<readonly Sized[]> {
  for (let at = 0; at < uids.length; at += 500) {
    const sizes = await client.fetchAll([...uids.slice(at, at + 500)], { uid: true, size: true }, { uid: true });
    const sorted = sizes
      .map((one) => ({ uid: one.uid, size: one.size ?? 0 }))
      .toSorted((left, right) => left.uid - right.uid);
    let batch: Sized[] = [];
    let bytes = 0;
    for (const one of sorted) {
      if (batch.length >= limits.batchMails || (batch.length > 0 && bytes + one.size > limits.batchBytes)) {
        yield batch;
        [batch, bytes] = [[], 0];
      }
      batch.push(one);
      bytes += one.size;
    }
    if (batch.length > 0) yield batch;
  }
}

async function takeBatch(given: Pass, batch: readonly Sized[]): Promise<void> {
  const { parts, mailbox, client, uidValidity } = given;
  const where = { mailboxId: mailbox.id, uidValidity };
  const known = await parts.runner.read(intake(), (reading) =>
    knownMails(reading.db, { ...where, uids: batch.map((one) => one.uid) }),
  );
  const fresh = batch.filter((one) => !known.has(one.uid));
  for (const one of fresh.filter(({ size }) => size > parts.maxBytes))
    await parts.runner.run(receiveMailboxMail, { ...where, ...one, kept: null, mailbox, envelopeFrom: '' }, asked());
  const wanted = fresh.filter(({ size }) => size <= parts.maxBytes);
  const kept: number[] = batch
    .filter((one) => known.get(one.uid)?.isMarked === false && known.get(one.uid)?.isLeft === false)
    .map((one) => one.uid);
  if (wanted.length > 0) {
    const messages = await client.fetchAll(
      wanted.map((one) => one.uid),
      { uid: true, source: true },
      { uid: true },
    );
    const queue = [...messages];
    const lane = async () => {
      for (let one = queue.shift(); one !== undefined; one = queue.shift())
        if (await take(given, one)) kept.push(one.uid);
    };
    await Promise.all(Array.from({ length: limits.lanes }, lane));
  }
  await mark(given, kept);
}

async function take({ parts, mailbox, uidValidity }: Pass, message: FetchMessageObject): Promise<boolean> {
  // A mail that somebody deleted since the search has no source: there is nothing to keep.
  if (message.source === undefined) return false;
  const object = await parts.store.put(message.source, 1);
  const where = {
    mailboxId: mailbox.id,
    uidValidity,
    uid: message.uid,
    size: message.source.length,
    envelopeFrom: envelopeFromOf(message.source),
  };
  const answer = await parts.runner.run(receiveMailboxMail, { ...where, kept: object, mailbox }, asked());
  if (!answer.isNew) await parts.store.discard(object);
  return true;
}

/**
 * Who sent it, as the last gateway noted it (Return-Path, RFC 5321 §4.4): IMAP does not hand on the envelope. Without
 * that header the address in From; empty is only what was empty.
 */
function envelopeFromOf(source: Buffer): string {
  const { headers } = readHeaderBlock(source, 0, Math.min(source.length, 65_536));
  const returnPath = firstHeader(headers, 'return-path')?.trim();
  if (returnPath === '<>') return '';
  const from = returnPath ?? firstHeader(headers, 'from') ?? '';
  return plainAddress(/<([^<>]*)>/.exec(from)?.[1] ?? from) ?? oneLine(from, 320);
}

/** Says in the mailbox that mails are kept here: after that, and never before, they may be moved. */
async function mark({ parts, mailbox, client, uidValidity }: Pass, uids: readonly number[]): Promise<void> {
  if (uids.length === 0) return;
  const range = [...uids];
  const permanent = client.mailbox === false ? undefined : client.mailbox.permanentFlags;
  const mayKeyword = permanent === undefined || permanent.has('\\*') || permanent.has(keptKeyword);
  await client.messageFlagsAdd(range, mayKeyword ? ['\\Seen', keptKeyword] : ['\\Seen'], { uid: true });
  if (mailbox.imap.afterRead === 'move') {
    const moved = await client.messageMove(range, mailbox.imap.moveTo ?? '', { uid: true });
    if (moved === false) throw new MailboxTrouble('move-folder-missing', mailbox.imap.moveTo ?? '');
  }
  await note(parts, (tx) => noteMarked(tx, { mailboxId: mailbox.id, uidValidity, uids }, parts.runner.clock()));
}
