import { asId, type FileId, refuse, type SubjectId } from '@matoi/kernel';
import { visibleTo } from '../access/index.ts';
import { defineCommand, permitAll, type Reading, type Work } from '../commands/index.ts';
import { recordFile, type StoredObject } from '../files/index.ts';
import { type MailDefaults, noDefaults, readDefaults, storedDefaults } from './mail.defaults.ts';

export type ReceivedMail = {
  readonly object: StoredObject;
  /** Missing where no mailbox is declared: mail for anybody is taken, with no defaults. */
  readonly defaults?: MailDefaults;
  readonly envelopeFrom: string;
  readonly envelopeTo: readonly string[];
  readonly remoteAddress: string;
};

/** Writes file, row and fact of a mail whose bytes are durable, in the transaction of whoever takes it over. */
export async function recordInboundMail(work: Work, mail: ReceivedMail) {
  const id = work.newId<'InboundMail'>();
  const fileId = await recordFile(work, {
    object: mail.object,
    subjectId: null,
    name: 'original.eml',
    mediaType: 'message/rfc822',
  });
  await work.db
    .insertInto('platform.inbound_mail')
    .values({
      id,
      file_id: fileId,
      envelope_from: mail.envelopeFrom,
      envelope_to: [...mail.envelopeTo],
      remote_address: mail.remoteAddress,
      mailbox_id: mail.defaults?.mailboxId ?? null,
      defaults: storedDefaults(mail.defaults ?? noDefaults),
      size: mail.object.size,
      sha256: mail.object.sha256,
      received_at: work.now,
    })
    .execute();
  return {
    subjectId: null,
    about: { mailId: id },
    audit: { mailId: id, size: mail.object.size, sha256: mail.object.sha256.toString('hex') },
    facts: [{ kind: 'mail.received' as const, mailId: id }],
    result: id,
  };
}

/** Takes over a mail whose raw bytes are durable already. Only after its commit the sender is told 250. */
export const receiveMail = defineCommand({
  id: 'mail.receive',
  load: async (_work: Work, _mail: ReceivedMail) => null,
  permit: permitAll,
  decide: (_loaded, mail) => mail,
  record: (work, { change: mail }) => recordInboundMail(work, mail),
  show: async (_work, id) => id,
});

export type InboundMail = {
  readonly id: string;
  readonly fileId: FileId;
  readonly envelopeFrom: string;
  readonly envelopeTo: readonly string[];
  /** What the mailbox says about every mail that comes in through it. */
  readonly defaults: MailDefaults;
  readonly receivedAt: Date;
  readonly size: number;
  readonly sha256: Buffer;
  readonly state: 'received' | 'read';
};

/** Finds a mail that was taken over; refuses with `record.find.not-found`. */
export async function findInboundMail(reading: Pick<Reading, 'db' | 'actor'>, id: string): Promise<InboundMail> {
  const row = await reading.db
    .selectFrom('platform.inbound_mail')
    .selectAll()
    .where('id', '=', id)
    .where(visibleTo(reading.actor, 'platform.inbound_mail.compartment_id'))
    .executeTakeFirst();
  if (row === undefined) return refuse('record.find.not-found');
  return {
    id: row.id,
    fileId: asId<'File'>(row.file_id),
    envelopeFrom: row.envelope_from,
    envelopeTo: row.envelope_to,
    defaults: readDefaults(row.mailbox_id, row.defaults),
    receivedAt: row.received_at,
    size: row.size,
    sha256: row.sha256,
    state: row.state === 'read' ? 'read' : 'received',
  };
}

/** Gives a mail to the record that was made of it; from now on it follows that record's compartment. */
export async function giveMail(work: Work, mailId: string, subjectId: SubjectId): Promise<void> {
  await work.db
    .updateTable('platform.inbound_mail')
    .set({ subject_id: subjectId, state: 'read' })
    .where('id', '=', mailId)
    .execute();
}
