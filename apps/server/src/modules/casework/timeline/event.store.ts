import { type JournalLane, journalLanes } from '@matoi/contract';
import { normaliseText, refuse } from '@matoi/kernel';
import { sql } from 'kysely';
import { type ActorLink, actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import { type Cursor, keyset } from '../../../platform/lists/index.ts';
import { findImport, liveImports, timesOf } from './import.store.ts';
import type { ItemFilter, MachineEvent, Mark, StoredEvent, TimelineItem } from './timeline.model.ts';
import { countTimes } from './times.map.ts';

type Db = Tables<'timeline.event'>;

const compartment = 'timeline.event.compartment_id';

/** The edges of time, for windows that are open on a side. */
const always = { from: new Date(0), until: new Date(Date.UTC(2200, 0, 1)) };

/** Writes events of an import, many in one statement. */
export async function insertEvents(
  work: Work,
  at: { readonly importId: string; readonly subjectId: string },
  events: readonly MachineEvent[],
): Promise<void> {
  const of = <Key extends keyof MachineEvent>(key: Key) => events.map((event) => event[key]);
  const ids = events.map(() => work.newId<'TimelineEvent'>());
  await sql`
    insert into timeline.event (id, subject_id, import_id, occurred_at, recorded_at, line, lane, source, what, host,
      message, norm, fields)
    select id, ${at.subjectId}::uuid, ${at.importId}::uuid, occurred_at, ${work.now}::timestamptz, line, lane, source,
      what, host, message, norm, fields
    from unnest(${ids}::uuid[], ${events.map((event) => new Date(event.at))}::timestamptz[], ${of('line')}::integer[],
      ${of('lane')}::text[], ${of('source')}::text[], ${of('what')}::text[], ${of('host')}::text[],
      ${of('message')}::text[], ${events.map(({ message }) => normaliseText(message))}::text[],
      ${events.map(({ fields }) => JSON.stringify(fields))}::jsonb[])
      as event (id, occurred_at, line, lane, source, what, host, message, norm, fields)`.execute(work.db);
}

/** What both functions of the database take of a filter, in their order. */
function conditionsOf(filter: ItemFilter) {
  const { lanes, hidden, source, tag, text } = filter;
  return sql`${lanes === undefined ? null : [...lanes]}::text[], ${hidden === undefined || hidden.length === 0 ? null : [...hidden]}::text[],
    ${source ?? null}::text, ${tag ?? null}::text, ${text === undefined || text === '' ? null : normaliseText(text)}::text,
    ${filter.events === 'starred'}::boolean`;
}

export type EventBin = { readonly lane: JournalLane; readonly at: Date; readonly count: number };

type Window = ItemFilter & { readonly from: Date; readonly until: Date };

/**
 * How many events each lane has in each step of a window. Only a text is looked for in the rows; everything else is
 * counted from the packed times, or from the few that are marked.
 */
export async function eventBins(reading: Reading, filter: Window, stepMs: number): Promise<readonly EventBin[]> {
  if (isMarked(filter)) return binsOf(await markedTimes(reading, filter), filter.from, stepMs);
  if (filter.text !== undefined && filter.text !== '') return textBins(reading, filter, stepMs);
  return packedBins(reading, filter, stepMs);
}

function isMarked({ events, tag }: ItemFilter): boolean {
  return events === 'starred' || tag !== undefined;
}

async function packedBins(reading: Reading, filter: Window, stepMs: number): Promise<readonly EventBin[]> {
  const bins = makeBins(filter.from, stepMs);
  const hidden = new Set(filter.hidden ?? []);
  for (const one of await liveImports(reading, filter.subjectId)) {
    const meant = one.sources.map(
      ({ name }) => !hidden.has(name) && (filter.source === undefined || filter.source === name),
    );
    countTimes(
      await timesOf(reading, one.id),
      {
        from: filter.from.getTime(),
        until: filter.until.getTime(),
        lanes: filter.lanes === undefined ? null : new Set(filter.lanes),
        meansSource: (place) => meant[place] ?? filter.source === undefined,
      },
      bins.add,
    );
  }
  return bins.end();
}

function binsOf(moments: readonly { lane: JournalLane; at: Date }[], from: Date, stepMs: number) {
  const bins = makeBins(from, stepMs);
  for (const { lane, at } of moments) bins.add(journalLanes.indexOf(lane), at.getTime());
  return bins.end();
}

/** Counts by lane and step; numbers as keys, because there are a hundred thousand to count. */
function makeBins(from: Date, stepMs: number) {
  const start = from.getTime();
  const counts = new Map<number, number>();
  return {
    add(lane: number, at: number): void {
      const key = Math.floor((at - start) / stepMs) * journalLanes.length + lane;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    end: (): readonly EventBin[] =>
      [...counts].flatMap(([key, count]) => {
        const lane = journalLanes[key % journalLanes.length];
        const at = new Date(start + Math.floor(key / journalLanes.length) * stepMs);
        return lane === undefined ? [] : [{ lane, at, count }];
      }),
  };
}

async function textBins(reading: Reading, filter: Window, stepMs: number): Promise<readonly EventBin[]> {
  const { rows } = await sql<{ lane: JournalLane; bin: Date; count: number }>`
    select lane, bin, count from timeline.event_bins(${filter.subjectId}::uuid, ${filter.from}::timestamptz,
      ${filter.until}::timestamptz, make_interval(secs => ${stepMs / 1_000}::float8), ${conditionsOf(filter)})`.execute(
    reading.db,
  );
  return rows.map(({ lane, bin, count }) => ({ lane, at: bin, count }));
}

/** How many events a filter means. */
export async function countEvents(reading: Reading, filter: ItemFilter): Promise<number> {
  const window = { from: filter.from ?? always.from, until: filter.until ?? always.until };
  const bins = await eventBins(reading, { ...filter, ...window }, 400 * 365 * 86_400_000);
  return bins.reduce((sum, { count }) => sum + count, 0);
}

/** Marked events of one record that are looked at; a story has far fewer. */
const mostMarked = 10_000;

/** The moments of events that were starred or have a tag: few among many, and found by indexes of their own. */
async function markedTimes(reading: Reading, filter: Window): Promise<readonly { lane: JournalLane; at: Date }[]> {
  const rows = await markedEvents(reading, filter)
    .select(['timeline.event.lane', 'timeline.event.occurred_at'])
    .limit(mostMarked)
    .execute();
  return rows.map((row) => ({ lane: row.lane as JournalLane, at: row.occurred_at }));
}

/** True for events of imports that were not taken back. */
function isLive(reading: Reading) {
  return sql<boolean>`exists (
    select from timeline.import file where file.id = timeline.event.import_id and file.state = 'done'
      and ${visibleTo(reading.actor, 'file.compartment_id')})`;
}

function markedEvents(reading: Reading, filter: ItemFilter) {
  const { from = always.from, until = always.until, lanes, hidden = [], source, tag, text } = filter;
  let events = (reading.db as Db)
    .selectFrom('timeline.event')
    .where('timeline.event.subject_id', '=', filter.subjectId)
    .where(isLive(reading))
    .where('timeline.event.occurred_at', '>=', from)
    .where('timeline.event.occurred_at', '<', until)
    .where(visibleTo(reading.actor, compartment));
  if (filter.events === 'starred') events = events.where('timeline.event.starred_at', 'is not', null);
  if (tag !== undefined)
    events = events.where(sql<boolean>`timeline.event.tags <> '{}' and timeline.event.tags @> array[${tag}]`);
  if (lanes !== undefined) events = events.where('timeline.event.lane', 'in', [...lanes]);
  if (hidden.length > 0) events = events.where('timeline.event.source', 'not in', [...hidden]);
  if (source !== undefined) events = events.where('timeline.event.source', '=', source);
  if (text !== undefined && text !== '')
    events = events.where(sql<boolean>`strpos(timeline.event.norm, ${normaliseText(text)}) > 0`);
  return events;
}

const columns = [
  'id',
  'subject_id',
  'version',
  'occurred_at',
  'recorded_at',
  'lane',
  'source',
  'what',
  'host',
  'message',
  'starred_at',
  'note',
  'tags',
] as const;

/** Events in the order of their times, from a cursor on. */
export async function eventsInOrder(
  reading: Reading,
  filter: ItemFilter,
  asked: { readonly direction: 'asc' | 'desc'; readonly cursor: Cursor | null; readonly limit: number },
): Promise<readonly TimelineItem[]> {
  const { direction, cursor, limit } = asked;
  if (isMarked(filter)) {
    const by = { column: 'timeline.event.occurred_at', idColumn: 'timeline.event.id', direction, cursor };
    const marked = await keyset(markedEvents(reading, filter), by)
      .select(columns.map((column) => `timeline.event.${column}` as const))
      .limit(limit)
      .execute();
    return marked.map(toItem);
  }
  const { rows: found } = await sql<{ id: string }>`
    select id from timeline.event_page(${filter.subjectId}::uuid, ${filter.from ?? always.from}::timestamptz,
      ${filter.until ?? always.until}::timestamptz, ${conditionsOf(filter)}, ${cursor?.value ?? null}::timestamptz,
      ${cursor?.id ?? null}::uuid, ${direction === 'desc'}::boolean, ${limit}::integer) as page (id)`.execute(
    reading.db,
  );
  if (found.length === 0) return [];
  const rows = await (reading.db as Db)
    .selectFrom('timeline.event')
    .select(columns)
    .where(
      'id',
      'in',
      found.map(({ id }) => id),
    )
    .where(visibleTo(reading.actor, compartment))
    .execute();
  const byId = new Map(rows.map((row) => [row.id, toItem(row)]));
  return found.flatMap(({ id }) => byId.get(id) ?? []);
}

/** An imported event that the actor may see, of an import that was not taken back; refuses with `record.find.not-found`. */
export async function findEvent(
  reading: Reading,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<StoredEvent> {
  if (options.forUpdate === true)
    await (reading.db as Db)
      .selectFrom('timeline.event')
      .select('id')
      .where('id', '=', id)
      .where(visibleTo(reading.actor, compartment))
      .forUpdate()
      .execute();
  const row = await (reading.db as Db)
    .selectFrom('timeline.event')
    .select([
      ...columns.map((column) => `timeline.event.${column}` as const),
      'timeline.event.import_id',
      'timeline.event.line',
      'timeline.event.fields',
      'timeline.event.starred_by',
    ])
    .where('timeline.event.id', '=', id)
    .where(isLive(reading))
    .where(visibleTo(reading.actor, compartment))
    .executeTakeFirst();
  if (row === undefined) return refuse('record.find.not-found');
  return {
    ...toItem(row),
    importId: row.import_id,
    fileName: (await findImport(reading, row.import_id)).fileName,
    line: row.line,
    fields: row.fields as Readonly<Record<string, string>>,
    starredBy: row.starred_by as unknown as ActorLink | null,
  };
}

/** Stars an event or takes the star away, and keeps what is said about it. */
export async function updateMark(work: Work, event: StoredEvent, mark: Mark): Promise<void> {
  const isNewStar = mark.isStarred && !event.isStarred;
  await (work.db as Db)
    .updateTable('timeline.event')
    .set((eb) => ({
      note: mark.note,
      tags: [...mark.tags],
      version: eb('version', '+', 1),
      ...(isNewStar ? { starred_at: work.now, starred_by: JSON.stringify(actorLink(work.actor)) } : {}),
      ...(mark.isStarred ? {} : { starred_at: null, starred_by: null }),
    }))
    .where('id', '=', event.id)
    .where(visibleTo(work.actor, compartment))
    .execute();
}

type Row = {
  readonly id: string;
  readonly subject_id: string;
  readonly version: number;
  readonly occurred_at: Date;
  readonly recorded_at: Date;
  readonly lane: string;
  readonly source: string;
  readonly what: string;
  readonly host: string;
  readonly message: string;
  readonly starred_at: Date | null;
  readonly note: string | null;
  readonly tags: readonly string[];
};

function toItem(row: Row): TimelineItem {
  return {
    id: row.id,
    subjectId: row.subject_id,
    kind: 'event',
    lane: row.lane as JournalLane,
    at: row.occurred_at,
    until: null,
    isAssumed: false,
    recordedAt: row.recorded_at,
    author: null,
    version: row.version,
    text: row.message,
    act: null,
    source: row.source === '' ? null : row.source,
    what: row.what === '' ? null : row.what,
    host: row.host === '' ? null : row.host,
    isStarred: row.starred_at !== null,
    note: row.note,
    tags: row.tags,
  };
}
