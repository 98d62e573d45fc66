import type { Locale, MailboxProblem } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { sql } from 'kysely';
import type { Tables, Tx } from '../db/index.ts';
import type { ImapSettings, Mailbox, MailboxCounts, MailboxReading } from './mailbox.model.ts';

type Db = Tables<'platform.mailbox' | 'platform.mailbox_reading' | 'platform.mailbox_mail' | 'platform.inbound_mail'>;
type Row = Awaited<ReturnType<typeof selectAll>>[number];

const selectAll = (db: Tx) =>
  (db as Db).selectFrom('platform.mailbox').selectAll().orderBy('created_at').orderBy('id').execute();

/** All mailboxes, the removed ones too. */
export async function listMailboxes(db: Tx): Promise<readonly Mailbox[]> {
  return (await selectAll(db)).map(toMailbox);
}

/** Refuses with `record.find.not-found`. */
export async function findMailbox(db: Tx, id: string): Promise<Mailbox> {
  const row = await (db as Db).selectFrom('platform.mailbox').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toMailbox(row);
}

function toMailbox(row: Row): Mailbox {
  return {
    id: row.id,
    kind: row.kind as Mailbox['kind'],
    address: row.address,
    name: row.name,
    state: row.state as Mailbox['state'],
    version: row.version,
    isCatchAll: row.is_catch_all,
    defaults: {
      mailboxId: row.id,
      locale: row.locale as Locale | null,
      sourceName: row.source_name,
      compartmentId: row.gives_compartment,
      classHint: row.class_hint,
      tags: row.tags,
      isAcknowledged: row.is_acknowledged,
      isOwnList: row.is_own_list,
    },
    imap: row.kind === 'imap' ? toImap(row) : null,
    createdAt: row.created_at,
  };
}

function toImap(row: Row): ImapSettings {
  return {
    host: row.host ?? '',
    port: row.port ?? 993,
    tlsMode: row.tls_mode as ImapSettings['tlsMode'],
    isPrivateAllowed: row.is_private_allowed,
    trustedCertificate: row.trusted_certificate,
    userName: row.user_name ?? '',
    authMethod: row.auth_method as ImapSettings['authMethod'],
    secret: row.secret,
    tokenEndpoint: row.token_endpoint,
    clientId: row.client_id,
    tokenScope: row.token_scope,
    folder: row.folder ?? 'INBOX',
    beginsWith: row.begins_with as ImapSettings['beginsWith'],
    afterRead: row.after_read as ImapSettings['afterRead'],
    moveTo: row.move_to,
  };
}

function toRow(mailbox: Omit<Mailbox, 'createdAt'>) {
  const { defaults, imap } = mailbox;
  return {
    kind: mailbox.kind,
    address: mailbox.address,
    name: mailbox.name,
    state: mailbox.state,
    version: mailbox.version,
    is_catch_all: mailbox.isCatchAll,
    locale: defaults.locale,
    source_name: defaults.sourceName,
    gives_compartment: defaults.compartmentId,
    class_hint: defaults.classHint,
    tags: [...defaults.tags],
    is_acknowledged: defaults.isAcknowledged,
    is_own_list: defaults.isOwnList,
    host: imap?.host ?? null,
    port: imap?.port ?? null,
    tls_mode: imap?.tlsMode ?? null,
    is_private_allowed: imap?.isPrivateAllowed ?? false,
    trusted_certificate: imap?.trustedCertificate ?? null,
    user_name: imap?.userName ?? null,
    auth_method: imap?.authMethod ?? null,
    secret: imap?.secret ?? null,
    token_endpoint: imap?.tokenEndpoint ?? null,
    client_id: imap?.clientId ?? null,
    token_scope: imap?.tokenScope ?? null,
    folder: imap?.folder ?? null,
    begins_with: imap?.beginsWith ?? null,
    after_read: imap?.afterRead ?? null,
    move_to: imap?.moveTo ?? null,
  };
}

export async function insertMailbox(db: Tx, mailbox: Omit<Mailbox, 'createdAt'>, now: Date): Promise<void> {
  const row = { id: mailbox.id, ...toRow(mailbox), created_at: now, changed_at: now };
  await (db as Db).insertInto('platform.mailbox').values(row).execute();
}

/** Writes the whole record with its new version; a reading with other settings begins by looking anew. */
export async function updateMailbox(db: Tx, mailbox: Mailbox, now: Date): Promise<void> {
  await (db as Db)
    .updateTable('platform.mailbox')
    .set({ ...toRow(mailbox), version: mailbox.version + 1, changed_at: now })
    .where('id', '=', mailbox.id)
    .execute();
}

/** What came in by each mailbox, of the mails that the transaction may see. */
export async function countMails(db: Tx): Promise<ReadonlyMap<string, MailboxCounts>> {
  const mails = await (db as Db)
    .selectFrom('platform.inbound_mail')
    .select((of) => ['mailbox_id', of.fn.countAll<string>().as('count'), of.fn.max('received_at').as('last')])
    .where('mailbox_id', 'is not', null)
    .groupBy('mailbox_id')
    .execute();
  const left = await (db as Db)
    .selectFrom('platform.mailbox_mail')
    .select((of) => ['mailbox_id', of.fn.countAll<string>().as('count')])
    .where('left_because', 'is not', null)
    .groupBy('mailbox_id')
    .execute();
  const leftOf = new Map(left.map((row) => [row.mailbox_id, Number(row.count)]));
  const counts = new Map<string, MailboxCounts>(
    [...leftOf].map(([id, count]) => [id, { mails: 0, lastAt: null, left: count }]),
  );
  for (const row of mails)
    if (row.mailbox_id !== null)
      counts.set(row.mailbox_id, { mails: Number(row.count), lastAt: row.last, left: leftOf.get(row.mailbox_id) ?? 0 });
  return counts;
}

export async function listReadings(db: Tx): Promise<ReadonlyMap<string, MailboxReading>> {
  const rows = await (db as Db).selectFrom('platform.mailbox_reading').selectAll().execute();
  return new Map(rows.map((row) => [row.mailbox_id, toReading(row)]));
}

function toReading(row: ReadingRow): MailboxReading {
  return {
    isWell: row.is_well,
    problem: row.problem as MailboxProblem | null,
    problemDetail: row.problem_detail,
    problemAt: row.problem_at,
    checkedAt: row.checked_at,
    uidValidity: row.uid_validity,
    doneUid: row.done_uid,
    beginsAt: row.begins_at,
  };
}

type ReadingRow = Awaited<ReturnType<typeof selectReadings>>[number];
const selectReadings = (db: Tx) => (db as Db).selectFrom('platform.mailbox_reading').selectAll().execute();

export async function findReading(db: Tx, mailboxId: string): Promise<MailboxReading | null> {
  const row = await (db as Db)
    .selectFrom('platform.mailbox_reading')
    .selectAll()
    .where('mailbox_id', '=', mailboxId)
    .executeTakeFirst();
  return row === undefined ? null : toReading(row);
}

/** Notes how the reading of a mailbox is going; what is left out stays. */
export async function noteReading(
  db: Tx,
  mailboxId: string,
  given: {
    readonly at: Date;
    readonly problem: { readonly code: MailboxProblem; readonly detail: string } | null;
    readonly progress?: { readonly uidValidity: number; readonly doneUid: number };
    readonly beginsAt?: Date;
  },
): Promise<void> {
  const state = {
    is_well: given.problem === null,
    problem: given.problem?.code ?? null,
    problem_detail: given.problem?.detail ?? null,
    problem_at: given.problem === null ? null : given.at,
    checked_at: given.at,
    ...(given.problem === null ? { connected_at: given.at } : {}),
    ...(given.progress === undefined
      ? {}
      : { uid_validity: given.progress.uidValidity, done_uid: given.progress.doneUid }),
    ...(given.beginsAt === undefined ? {} : { begins_at: given.beginsAt }),
  };
  await (db as Db)
    .insertInto('platform.mailbox_reading')
    .values({ mailbox_id: mailboxId, ...state })
    .onConflict((on) =>
      on.column('mailbox_id').doUpdateSet({
        ...state,
        // The moment when it began to fail tells more than the last attempt.
        problem_at:
          given.problem === null ? null : sql<Date>`coalesce(mailbox_reading.problem_at, ${given.at}::timestamptz)`,
      }),
    )
    .execute();
}

export type MailboxMailRow = {
  readonly mailboxId: string;
  readonly uidValidity: number;
  readonly uid: number;
  readonly size: number;
};

/** Which of these mails were looked at before, and whether they still have to be marked there. */
export async function knownMails(
  db: Tx,
  where: { readonly mailboxId: string; readonly uidValidity: number; readonly uids: readonly number[] },
): Promise<ReadonlyMap<number, { readonly isMarked: boolean; readonly isLeft: boolean }>> {
  if (where.uids.length === 0) return new Map();
  const rows = await (db as Db)
    .selectFrom('platform.mailbox_mail')
    .select(['uid', 'marked_at', 'left_because'])
    .where('mailbox_id', '=', where.mailboxId)
    .where('uid_validity', '=', where.uidValidity)
    .where('uid', 'in', [...where.uids])
    .execute();
  return new Map(rows.map((row) => [row.uid, { isMarked: row.marked_at !== null, isLeft: row.left_because !== null }]));
}

/** Mails that are kept here and not yet marked there: the program ended in between. */
export async function unmarkedMails(db: Tx, mailboxId: string, uidValidity: number): Promise<readonly number[]> {
  const rows = await (db as Db)
    .selectFrom('platform.mailbox_mail')
    .select('uid')
    .where('mailbox_id', '=', mailboxId)
    .where('uid_validity', '=', uidValidity)
    .where('marked_at', 'is', null)
    .where('left_because', 'is', null)
    .orderBy('uid')
    .execute();
  return rows.map((row) => row.uid);
}

/** The mail with the same bytes that came in here under an earlier numbering of the mailbox, or null. */
export async function findSameMail(
  db: Tx,
  where: { readonly mailboxId: string; readonly uidValidity: number; readonly sha256: Buffer },
): Promise<string | null> {
  const row = await (db as Db)
    .selectFrom('platform.mailbox_mail')
    .select('mail_id')
    .where('mailbox_id', '=', where.mailboxId)
    .where('sha256', '=', where.sha256)
    .where('uid_validity', '<>', where.uidValidity)
    .executeTakeFirst();
  return row?.mail_id ?? null;
}

export async function insertMailboxMail(
  db: Tx,
  row: MailboxMailRow & { readonly at: Date } & (
      | { readonly mailId: string; readonly sha256: Buffer }
      | { readonly leftBecause: 'too-large' }
    ),
): Promise<void> {
  const kept = 'mailId' in row;
  await (db as Db)
    .insertInto('platform.mailbox_mail')
    .values({
      mailbox_id: row.mailboxId,
      uid_validity: row.uidValidity,
      uid: row.uid,
      size: row.size,
      seen_at: row.at,
      mail_id: kept ? row.mailId : null,
      sha256: kept ? row.sha256 : null,
      left_because: kept ? null : row.leftBecause,
    })
    .execute();
}

export async function noteMarked(
  db: Tx,
  where: { readonly mailboxId: string; readonly uidValidity: number; readonly uids: readonly number[] },
  now: Date,
): Promise<void> {
  if (where.uids.length === 0) return;
  await (db as Db)
    .updateTable('platform.mailbox_mail')
    .set({ marked_at: now })
    .where('mailbox_id', '=', where.mailboxId)
    .where('uid_validity', '=', where.uidValidity)
    .where('uid', 'in', [...where.uids])
    .execute();
}
