import type { JournalAct, JournalKind, JournalLane } from '@matoi/contract';
import { refuse, type SubjectId } from '@matoi/kernel';
import { sql } from 'kysely';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import { type Cursor, keyset, type Page, totalOf } from '../../../platform/lists/index.ts';
import type { EntryFilter, JournalEntry, StoredEntry } from './entry.model.ts';

type Db = Tables<'journal.entry'>;

type NewEntry = Pick<JournalEntry, 'kind' | 'lane' | 'occurredAt' | 'occurredUntil' | 'isAssumed' | 'text' | 'act'> & {
  /** Left out: whoever runs the command. */
  readonly author?: JournalEntry['author'];
  /** Left out: it corrects nothing. */
  readonly correction?: { readonly correctsId: string; readonly rootId: string; readonly version: number };
};

/** Writes an entry by the acting person or part of the system and answers its id. */
export async function insertEntry(work: Work, subjectId: SubjectId, entry: NewEntry): Promise<string> {
  const id = work.newId<'JournalEntry'>();
  await (work.db as Db)
    .insertInto('journal.entry')
    .values({
      id,
      subject_id: subjectId,
      kind: entry.kind,
      lane: entry.lane,
      occurred_at: entry.occurredAt,
      occurred_until: entry.occurredUntil,
      is_assumed: entry.isAssumed,
      recorded_at: work.now,
      author: JSON.stringify(entry.author ?? actorLink(work.actor)),
      text: entry.text,
      act_code: entry.act?.code ?? null,
      act_params: entry.act === null ? null : JSON.stringify(entry.act.params),
      version: entry.correction?.version ?? 1,
      corrects_id: entry.correction?.correctsId ?? null,
      root_id: entry.correction?.rootId ?? null,
    })
    .execute();
  return id;
}

const columns = [
  'id',
  'subject_id',
  'kind',
  'lane',
  'occurred_at',
  'occurred_until',
  'is_assumed',
  'recorded_at',
  'author',
  'version',
  'text',
  'act_code',
  'act_params',
] as const;

const compartment = 'journal.entry.compartment_id';

/** True for entries that no correction stands in place of; a correction lies where its entry lies. */
function isCurrent(reading: Reading) {
  return sql<boolean>`not exists (
    select from journal.entry newer
    where newer.corrects_id = journal.entry.id and ${visibleTo(reading.actor, 'newer.compartment_id')})`;
}

/** The entries of a record that count now and are meant by a filter. */
function entriesOf(reading: Reading, filter: EntryFilter) {
  const { from, until, lanes, kinds, text } = filter;
  let entries = (reading.db as Db)
    .selectFrom('journal.entry')
    .where('subject_id', 'in', [...filter.subjectIds])
    .where(isCurrent(reading))
    .where(visibleTo(reading.actor, compartment));
  // What lasts into the window is in it, whenever it began.
  if (from !== undefined)
    entries = entries.where((eb) => eb.or([eb('occurred_at', '>=', from), eb('occurred_until', '>=', from)]));
  if (until !== undefined) entries = entries.where('occurred_at', '<', until);
  if (lanes !== undefined) entries = entries.where('lane', 'in', [...lanes]);
  if (kinds !== undefined) entries = entries.where('kind', 'in', [...kinds]);
  if (text !== undefined) entries = entries.where(sql<boolean>`strpos(lower(text), lower(${text})) > 0`);
  return entries;
}

/** A page of the journal of records, by the time at which things happened. */
export async function listEntries(
  reading: Reading,
  asked: {
    readonly subjectIds: readonly SubjectId[];
    readonly direction: 'asc' | 'desc';
    readonly cursor: Cursor | null;
    readonly limit: number;
  },
): Promise<Page<JournalEntry>> {
  const { subjectIds } = asked;
  const entries = entriesOf(reading, { subjectIds });
  return {
    rows: await entriesInOrder(reading, { subjectIds }, { ...asked, limit: asked.limit + 1 }),
    total: await totalOf(entries.select('id')),
  };
}

/** Entries by the time at which things happened, from a cursor on. */
export async function entriesInOrder(
  reading: Reading,
  filter: EntryFilter,
  asked: { readonly direction: 'asc' | 'desc'; readonly cursor: Cursor | null; readonly limit: number },
): Promise<readonly JournalEntry[]> {
  const by = { column: 'occurred_at', idColumn: 'id', direction: asked.direction, cursor: asked.cursor };
  const rows = await keyset(entriesOf(reading, filter), by).select(columns).limit(asked.limit).execute();
  return rows.map(toEntry);
}

/** How many entries each lane has in each step of a window, counted from its beginning. */
export async function entryBins(
  reading: Reading,
  filter: EntryFilter & { readonly from: Date },
  stepMs: number,
): Promise<readonly { readonly lane: JournalLane; readonly bin: number; readonly count: number }[]> {
  const bin = sql<number>`greatest(0, floor(extract(epoch from occurred_at - ${filter.from}::timestamptz) * 1000 / ${stepMs}::float8))::integer`;
  const rows = await entriesOf(reading, filter)
    .select(['lane', bin.as('bin'), sql<number>`count(*)::integer`.as('count')])
    .groupBy(['lane', 'bin'])
    .execute();
  return rows.map((row) => ({ ...row, lane: row.lane as JournalLane }));
}

/** When something was recorded last on each record, and by whom; a record without entries is not among them. */
export async function newestEntries(
  reading: Reading,
  subjectIds: readonly string[],
): Promise<readonly { readonly subjectId: string; readonly at: Date; readonly byId: string }[]> {
  if (subjectIds.length === 0) return [];
  const rows = await (reading.db as Db)
    .selectFrom('journal.entry')
    .distinctOn('subject_id')
    .select(['subject_id', 'recorded_at', 'author'])
    .where('subject_id', 'in', [...subjectIds])
    .where(visibleTo(reading.actor, compartment))
    .orderBy('subject_id')
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    subjectId: row.subject_id,
    at: row.recorded_at,
    byId: (row.author as JournalEntry['author']).id,
  }));
}

/** When the first and the last of the entries happened, and how many they are. */
export async function entryExtent(
  reading: Reading,
  filter: EntryFilter,
): Promise<{ readonly first: Date | null; readonly last: Date | null; readonly count: number }> {
  return entriesOf(reading, filter)
    .select([
      sql<Date | null>`min(occurred_at)`.as('first'),
      sql<Date | null>`max(coalesce(occurred_until, occurred_at))`.as('last'),
      sql<number>`count(*)::integer`.as('count'),
    ])
    .executeTakeFirstOrThrow();
}

/** One entry by its id, as just written. */
export async function findEntry(reading: Reading, id: string): Promise<JournalEntry> {
  return findStored(reading, id);
}

/** An entry that the actor may see with its place among its corrections; refuses with `record.find.not-found`. */
export async function findStored(reading: Reading, id: string): Promise<StoredEntry> {
  const row = await (reading.db as Db)
    .selectFrom('journal.entry')
    .select([...columns, 'root_id', isCurrent(reading).as('is_current')])
    .where('id', '=', id)
    .where(visibleTo(reading.actor, compartment))
    .executeTakeFirst();
  if (row === undefined) return refuse('record.find.not-found');
  return {
    ...toEntry(row),
    rootId: row.root_id ?? row.id,
    isSuperseded: !row.is_current,
  };
}

/** All versions of an entry, the newest first. */
export async function versionsOf(reading: Reading, rootId: string): Promise<readonly JournalEntry[]> {
  const rows = await (reading.db as Db)
    .selectFrom('journal.entry')
    .select(columns)
    .where((eb) => eb.or([eb('id', '=', rootId), eb('root_id', '=', rootId)]))
    .where(visibleTo(reading.actor, compartment))
    .orderBy('version', 'desc')
    .execute();
  return rows.map(toEntry);
}

type Row = {
  id: string;
  subject_id: string;
  kind: string;
  lane: string;
  occurred_at: Date;
  occurred_until: Date | null;
  is_assumed: boolean;
  recorded_at: Date;
  author: unknown;
  version: number;
  text: string | null;
  act_code: string | null;
  act_params: unknown;
};

function toEntry(row: Row): JournalEntry {
  return {
    id: row.id,
    subjectId: row.subject_id,
    kind: row.kind as JournalKind,
    lane: row.lane as JournalLane,
    occurredAt: row.occurred_at,
    occurredUntil: row.occurred_until,
    isAssumed: row.is_assumed,
    recordedAt: row.recorded_at,
    author: row.author as JournalEntry['author'],
    version: row.version,
    text: row.text,
    act:
      row.act_code === null
        ? null
        : { code: row.act_code as JournalAct, params: row.act_params as Record<string, string> },
  };
}
