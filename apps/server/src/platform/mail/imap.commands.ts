import { defineCommand, permitAll, type Work } from '../commands/index.ts';
import type { StoredObject } from '../files/index.ts';
import type { Mailbox } from './mailbox.model.ts';
import { findSameMail, insertMailboxMail } from './mailbox.store.ts';
import { recordInboundMail } from './receive.command.ts';

type Taken = {
  readonly mailbox: Mailbox;
  readonly mailboxId: string;
  readonly uidValidity: number;
  readonly uid: number;
  readonly size: number;
  /** The stored bytes; null for a mail that is too large and stays where it is. */
  readonly kept: StoredObject | null;
  readonly envelopeFrom: string;
};

/**
 * Takes over a mail of a mailbox, whose bytes are durable already, together with the note which one it was: both or
 * neither. Answers `isNew: false` when the same bytes were taken before under an earlier numbering.
 */
export const receiveMailboxMail = defineCommand({
  id: 'mail.receive',
  load: async (work: Work, input: Taken) => {
    const { kept } = input;
    return kept === null ? null : findSameMail(work.db, { ...input, sha256: kept.sha256 });
  },
  permit: permitAll,
  decide: (_same, input) => input,
  async record(work, { loaded: same, change: input }) {
    const { mailbox, kept, envelopeFrom: _envelopeFrom, ...row } = input;
    const about = { mailboxId: row.mailboxId, uid: row.uid, size: row.size };
    if (kept === null) {
      await insertMailboxMail(work.db, { ...row, at: work.now, leftBecause: 'too-large' });
      return { subjectId: null, audit: { ...about, leftBecause: 'too-large' }, facts: [], result: { isNew: false } };
    }
    if (same !== null) {
      await insertMailboxMail(work.db, { ...row, at: work.now, mailId: same, sha256: kept.sha256 });
      return { subjectId: null, audit: { ...about, sameAs: same }, facts: [], result: { isNew: false } };
    }
    const received = await recordInboundMail(work, {
      object: kept,
      envelopeFrom: input.envelopeFrom,
      envelopeTo: [mailbox.address],
      remoteAddress: mailbox.imap?.host ?? '',
      defaults: mailbox.defaults,
    });
    await insertMailboxMail(work.db, { ...row, at: work.now, mailId: received.result, sha256: kept.sha256 });
    return { ...received, audit: { ...received.audit, ...about }, result: { isNew: true } };
  },
  show: async (_work, result) => result,
});
