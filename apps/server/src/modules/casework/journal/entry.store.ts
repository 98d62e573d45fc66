import type { JournalAct, JournalKind, JournalLane } from '@matoi/contract';
import type { SubjectId } from '@matoi/kernel';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import { type Cursor, keyset, type Page, totalOf } from '../../../platform/lists/index.ts';
import type { JournalEntry } from './entry.model.ts';

type Db = Tables<'journal.entry'>;

type NewEntry = Pick<JournalEntry, 'kind' | 'lane' | 'occurredAt' | 'text' | 'act'> & {
  /** Left out: whoever runs the command. */
  readonly author?: JournalEntry['author'];
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
      recorded_at: work.now,
      author: JSON.stringify(entry.author ?? actorLink(work.actor)),
      text: entry.text,
      act_code: entry.act?.code ?? null,
      act_params: entry.act === null ? null : JSON.stringify(entry.act.params),
    })
    .execute();
  return id;
}

const columns = [
  'id',
  'kind',
  'lane',
  'occurred_at',
  'recorded_at',
  'author',
  'text',
  'act_code',
  'act_params',
] as const;

/** A page of the journal of one record, by the time at which things happened. */
export async function listEntries(
  reading: Reading,
  asked: {
    readonly subjectId: SubjectId;
    readonly direction: 'asc' | 'desc';
    readonly cursor: Cursor | null;
    readonly limit: number;
  },
): Promise<Page<JournalEntry>> {
  const entries = (reading.db as Db)
    .selectFrom('journal.entry')
    .where('subject_id', '=', asked.subjectId)
    .where(visibleTo(reading.actor, 'journal.entry.compartment_id'));
  const rows = await keyset(entries, {
    column: 'occurred_at',
    idColumn: 'id',
    direction: asked.direction,
    cursor: asked.cursor,
  })
    .select(columns)
    .limit(asked.limit + 1)
    .execute();
  return { rows: rows.map(toEntry), total: await totalOf(entries.select('id')) };
}

/** One entry by its id, as just written. */
export async function findEntry(reading: Reading, id: string): Promise<JournalEntry> {
  const row = await (reading.db as Db)
    .selectFrom('journal.entry')
    .select(columns)
    .where('id', '=', id)
    .where(visibleTo(reading.actor, 'journal.entry.compartment_id'))
    .executeTakeFirstOrThrow();
  return toEntry(row);
}

type Row = {
  id: string;
  kind: string;
  lane: string;
  occurred_at: Date;
  recorded_at: Date;
  author: unknown;
  text: string | null;
  act_code: string | null;
  act_params: unknown;
};

function toEntry(row: Row): JournalEntry {
  return {
    id: row.id,
    kind: row.kind as JournalKind,
    lane: row.lane as JournalLane,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    author: row.author as JournalEntry['author'],
    text: row.text,
    act:
      row.act_code === null
        ? null
        : { code: row.act_code as JournalAct, params: row.act_params as Record<string, string> },
  };
}
