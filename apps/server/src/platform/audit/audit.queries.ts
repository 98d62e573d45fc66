import { sql } from 'kysely';
import { visibleTo } from '../access/index.ts';
import { type Cursor, keyset, type Page, totalOf } from '../lists/index.ts';
import type { Reading } from '../work/index.ts';

export type AuditFilters = {
  readonly actorId?: string | undefined;
  readonly action?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
};

/**
 * The same rule as the policy on entries, so that a query without it still shows nothing more. Not with "exists", for
 * which the planner gathers all visible records first.
 */
function isVisibleEntry({ actor }: Pick<Reading, 'actor'>) {
  return sql<boolean>`(entry.subject_id is null or (select about.id from platform.subject about
      where about.id = entry.subject_id and ${visibleTo(actor, 'about.compartment_id')}) is not null)
    and (entry.about_compartment is null or ${visibleTo(actor, 'entry.about_compartment')})
    and (entry.about_mail is null or (select mail.id from platform.inbound_mail mail
      where mail.id = entry.about_mail and ${visibleTo(actor, 'mail.compartment_id')}) is not null)`;
}

const isFiltered = (filters: AuditFilters) => Object.values(filters).some((value) => value !== undefined);

export type AuditRow = {
  readonly position: number;
  readonly chain_hash: Buffer;
  readonly entry_hash: Buffer;
  readonly entry_id: string | null;
  readonly at: Date | null;
  readonly actor_kind: string | null;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly action: string | null;
  readonly address: string | null;
  readonly detail: unknown;
  readonly subject_id: string | null;
  readonly subject_kind: string | null;
  readonly subject_number: string | null;
  readonly subject_title: string | null;
};

/**
 * Sealed entries: the whole log in the order of the chain, newest first; with a filter in the order of their moments,
 * in which there is an index for each filter (acts at the same moment may be sealed the other way round). `withHashes`
 * (auditors) also lists entries on records that the actor cannot see, as their hashes alone; everybody else is told of
 * visible entries only.
 */
export async function listAuditEntries(
  reading: Reading,
  asked: {
    readonly filters: AuditFilters;
    readonly cursor: Cursor | null;
    readonly limit: number;
    readonly withHashes: boolean;
  },
): Promise<Page<AuditRow>> {
  const { filters } = asked;
  const hasFilter = isFiltered(filters);
  let query = reading.db
    .selectFrom('platform.audit_seal as seal')
    .leftJoin('platform.audit_entry as entry', (join) =>
      join.onRef('entry.id', '=', 'seal.entry_id').on(isVisibleEntry(reading)),
    )
    .leftJoin('platform.audit_detail as detail', 'detail.entry_id', 'entry.id')
    .leftJoin('platform.subject as subject', 'subject.id', 'entry.subject_id');
  if (!asked.withHashes || hasFilter) query = query.where('entry.id', 'is not', null);
  if (filters.actorId !== undefined) query = query.where('entry.actor_id', '=', filters.actorId);
  if (filters.action !== undefined) query = query.where('entry.action', '=', filters.action);
  if (filters.subjectId !== undefined) query = query.where('entry.subject_id', '=', filters.subjectId);
  if (filters.from !== undefined) query = query.where('entry.at', '>=', filters.from);
  if (filters.until !== undefined) query = query.where('entry.at', '<', filters.until);
  const rows = await keyset(query, {
    ...(hasFilter
      ? { column: 'entry.at', idColumn: 'entry.id' }
      : { column: 'seal.position', idColumn: 'seal.position' }),
    direction: 'desc',
    cursor: asked.cursor,
  })
    .select([
      'seal.position',
      'seal.chain_hash',
      'seal.entry_hash',
      'entry.id as entry_id',
      'entry.at',
      'entry.actor_kind',
      'entry.actor_id',
      'entry.actor_name',
      'entry.action',
      'entry.address',
      'detail.detail',
      'entry.subject_id',
      'subject.kind as subject_kind',
      'subject.number as subject_number',
      'subject.title as subject_title',
    ])
    .limit(asked.limit + 1)
    .execute();
  return { rows, total: await totalOf(query.select('seal.position')) };
}

/** What a cursor of the list belongs to: the whole log and a filtered one have different orders. */
export const auditOrder = (filters: AuditFilters) => (isFiltered(filters) ? 'at' : 'position');

/** Where the list goes on after a row. */
export function auditCursor(row: AuditRow, filters: AuditFilters): Pick<Cursor, 'value' | 'id'> {
  if (!isFiltered(filters) || row.at === null || row.entry_id === null)
    return { value: row.position, id: row.position };
  return { value: row.at.toISOString(), id: row.entry_id };
}

/** The head of the chain: the last sealed entry. Null while nothing is sealed. Whoever notes it can prove later what was there. */
export async function chainHead({
  db,
}: Pick<Reading, 'db'>): Promise<{ readonly position: number; readonly hash: string } | null> {
  const row = await db
    .selectFrom('platform.audit_seal')
    .select(['position', 'chain_hash'])
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { position: Number(row.position), hash: row.chain_hash.toString('hex') };
}
