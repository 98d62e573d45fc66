import type { TimelineEncoding, TimelineFormat, TimelineImportState, TimelineProblem } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { type ActorLink, actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { BadRow, FoundColumn, FoundFormat, Mapping, SourceCount, TimelineImport } from './timeline.model.ts';
import { type Times, unpackTimes } from './times.map.ts';

type Db = Tables<'timeline.import' | 'timeline.import_error'>;

const compartment = 'timeline.import.compartment_id';
/** Files of one record that are listed. */
const mostListed = 100;

const columns = [
  'id',
  'subject_id',
  'version',
  'file_id',
  'file_name',
  'size',
  'state',
  'format',
  'delimiter',
  'encoding',
  'columns',
  'mapping',
  'needs_zone',
  'events',
  'errors',
  'first_at',
  'last_at',
  'sources',
  'cancel_requested_at',
  'was_too_many',
  'created_at',
  'created_by',
  'finished_at',
  'undone_at',
  'undone_by',
] as const;

function selectImports(reading: Reading) {
  return (reading.db as Db).selectFrom('timeline.import').select(columns).where(visibleTo(reading.actor, compartment));
}

type Row = Awaited<ReturnType<ReturnType<typeof selectImports>['executeTakeFirstOrThrow']>>;

function toImport(row: Row): TimelineImport {
  return {
    id: row.id,
    subjectId: row.subject_id,
    version: row.version,
    fileId: row.file_id,
    fileName: row.file_name,
    size: row.size,
    state: row.state as TimelineImportState,
    format: row.format as TimelineFormat,
    delimiter: row.delimiter,
    encoding: row.encoding as TimelineEncoding,
    columns: row.columns as unknown as readonly FoundColumn[],
    mapping: row.mapping as unknown as Mapping,
    needsZone: row.needs_zone,
    events: row.events,
    errors: row.errors,
    firstAt: row.first_at,
    lastAt: row.last_at,
    sources: row.sources as unknown as readonly SourceCount[],
    cancelRequestedAt: row.cancel_requested_at,
    wasTooMany: row.was_too_many,
    createdAt: row.created_at,
    createdBy: row.created_by as unknown as ActorLink,
    finishedAt: row.finished_at,
    undoneAt: row.undone_at,
    undoneBy: row.undone_by as unknown as ActorLink | null,
  };
}

export async function insertImport(
  work: Work,
  found: FoundFormat & Pick<TimelineImport, 'subjectId' | 'fileId' | 'fileName' | 'size' | 'encoding'>,
): Promise<string> {
  const id = work.newId<'TimelineImport'>();
  await (work.db as Db)
    .insertInto('timeline.import')
    .values({
      id,
      subject_id: found.subjectId,
      file_id: found.fileId,
      file_name: found.fileName,
      size: found.size,
      format: found.format,
      delimiter: found.delimiter,
      encoding: found.encoding,
      columns: JSON.stringify(found.columns),
      mapping: JSON.stringify(found.mapping),
      needs_zone: found.needsZone,
      created_at: work.now,
      created_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
  return id;
}

/** An import that the actor may see; refuses with `record.find.not-found`. */
export async function findImport(
  reading: Reading,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<TimelineImport> {
  const query = selectImports(reading).where('id', '=', id);
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toImport(row);
}

/** The files of records, the newest first. */
export async function listImports(reading: Reading, subjectIds: readonly string[]): Promise<readonly TimelineImport[]> {
  const rows = await selectImports(reading)
    .where('subject_id', 'in', [...subjectIds])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostListed)
    .execute();
  return rows.map(toImport);
}

/** The imports whose events are in the timeline of a record: their counts and limits, without their columns. */
export async function liveImports(
  reading: Reading,
  subjectId: string,
): Promise<readonly Pick<TimelineImport, 'id' | 'events' | 'firstAt' | 'lastAt' | 'sources'>[]> {
  const rows = await (reading.db as Db)
    .selectFrom('timeline.import')
    .select(['id', 'events', 'first_at', 'last_at', 'sources'])
    .where('subject_id', '=', subjectId)
    .where('state', '=', 'done')
    .where(visibleTo(reading.actor, compartment))
    .execute();
  return rows.map((row) => ({
    id: row.id,
    events: row.events,
    firstAt: row.first_at,
    lastAt: row.last_at,
    sources: row.sources as unknown as readonly SourceCount[],
  }));
}

/** Times of imports that were asked for lately. They never change; who may see them is asked each time before. */
const kept = new Map<string, Times>();
/** Events whose times are kept, of all imports together: eleven bytes each. */
const mostKept = 3_000_000;

/** When the events of an import were. Only for imports that the actor was found to see. */
export async function timesOf(reading: Reading, importId: string): Promise<Times> {
  const known = kept.get(importId);
  if (known !== undefined) {
    kept.delete(importId);
    kept.set(importId, known);
    return known;
  }
  const row = await (reading.db as Db)
    .selectFrom('timeline.import')
    .select('times')
    .where('id', '=', importId)
    .where(visibleTo(reading.actor, compartment))
    .executeTakeFirst();
  const times = unpackTimes(row?.times ?? Buffer.alloc(0));
  kept.set(importId, times);
  let count = 0;
  for (const one of kept.values()) count += one.count;
  for (const [id, one] of kept) {
    if (count <= mostKept || id === importId) break;
    kept.delete(id);
    count -= one.count;
  }
  return times;
}

type Changes = {
  readonly state?: TimelineImportState;
  readonly mapping?: Mapping;
  readonly isCancelling?: boolean;
  readonly wasTooMany?: boolean;
};

export async function updateImport(work: Work, id: string, changes: Changes): Promise<void> {
  const { state, mapping, isCancelling, wasTooMany } = changes;
  await change(work, id, {
    ...(state === undefined ? {} : { state }),
    ...(mapping === undefined ? {} : { mapping: JSON.stringify(mapping) }),
    ...(isCancelling === undefined ? {} : { cancel_requested_at: isCancelling ? work.now : null }),
    ...(wasTooMany === undefined ? {} : { was_too_many: wasTooMany }),
  });
}

export async function updateDone(
  work: Work,
  id: string,
  found: Pick<TimelineImport, 'events' | 'errors' | 'firstAt' | 'lastAt' | 'sources'> & { readonly times: Buffer },
): Promise<void> {
  await change(work, id, {
    state: 'done',
    events: found.events,
    errors: found.errors,
    first_at: found.firstAt,
    last_at: found.lastAt,
    sources: JSON.stringify(found.sources),
    times: found.times,
    finished_at: work.now,
  });
}

export async function updateUndone(work: Work, id: string): Promise<void> {
  await change(work, id, { state: 'undone', undone_at: work.now, undone_by: JSON.stringify(actorLink(work.actor)) });
}

type Columns = {
  readonly state?: TimelineImportState;
  readonly mapping?: string;
  readonly cancel_requested_at?: Date | null;
  readonly was_too_many?: boolean;
  readonly events?: number | null;
  readonly errors?: number | null;
  readonly first_at?: Date | null;
  readonly last_at?: Date | null;
  readonly sources?: string;
  readonly times?: Buffer;
  readonly finished_at?: Date;
  readonly undone_at?: Date;
  readonly undone_by?: string;
};

async function change(work: Work, id: string, columns: Columns): Promise<void> {
  await (work.db as Db)
    .updateTable('timeline.import')
    .set((eb) => ({ ...columns, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, compartment))
    .execute();
}

/** Whether somebody has asked meanwhile to stop. Seen within the transaction that writes, because others commit. */
export async function isCancelled(work: Work, id: string): Promise<boolean> {
  const row = await (work.db as Db)
    .selectFrom('timeline.import')
    .select('cancel_requested_at')
    .where('id', '=', id)
    .where(visibleTo(work.actor, compartment))
    .executeTakeFirst();
  return row !== undefined && row.cancel_requested_at !== null;
}

export async function insertErrors(
  work: Work,
  at: { readonly importId: string; readonly subjectId: string },
  rows: readonly BadRow[],
): Promise<void> {
  const chunk = 1_000;
  for (let from = 0; from < rows.length; from += chunk) {
    const values = rows.slice(from, from + chunk).map((row) => ({
      id: work.newId<'TimelineError'>(),
      import_id: at.importId,
      subject_id: at.subjectId,
      ...row,
    }));
    await (work.db as Db).insertInto('timeline.import_error').values(values).execute();
  }
}

/** The next rows after a line that became no event. */
export async function errorsAfter(
  reading: Reading,
  importId: string,
  asked: { readonly line: number; readonly limit: number },
): Promise<readonly BadRow[]> {
  const rows = await (reading.db as Db)
    .selectFrom('timeline.import_error')
    .select(['line', 'problem', 'value'])
    .where('import_id', '=', importId)
    .where('line', '>', asked.line)
    .where(visibleTo(reading.actor, 'timeline.import_error.compartment_id'))
    .orderBy('line')
    .limit(asked.limit)
    .execute();
  return rows.map((row) => ({ ...row, problem: row.problem as TimelineProblem }));
}
