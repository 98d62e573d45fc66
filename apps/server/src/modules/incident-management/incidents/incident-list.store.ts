import type { IncidentFunction, IncidentPhase, Severity, Tlp } from '@matoi/contract';
import type { ExpressionBuilder } from 'kysely';
import { visibleTo } from '../../../platform/access/index.ts';
import type { Reading } from '../../../platform/commands/index.ts';
import type { DB, Tables } from '../../../platform/db/index.ts';
import { type Cursor, keyset, type Page, totalOf } from '../../../platform/lists/index.ts';
import type { Incident } from './incident.model.ts';
import { toIncident } from './incident.store.ts';

type Db = Tables<'incidents.incident' | 'incidents.member'>;

/** What a list is narrowed to; undefined narrows nothing. */
export type IncidentFilters = {
  readonly phases?: readonly IncidentPhase[] | undefined;
  readonly severities?: readonly (Severity | null)[] | undefined;
  readonly classes?: readonly (string | null)[] | undefined;
  readonly tlps?: readonly (Tlp | null)[] | undefined;
  /** Those in which an account has one of the functions now. */
  readonly member?: { readonly accountId: string; readonly functions: readonly IncidentFunction[] } | undefined;
  readonly review?: 'overdue' | 'planned' | 'none' | undefined;
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
  /** Ids found by the text search or by relations. */
  readonly ids?: readonly string[] | undefined;
};

export type IncidentSortColumn = 'opened_at' | 'severity_rank' | 'next_review_at';

const emptyId = '00000000-0000-0000-0000-000000000000';

/** The incidents that the actor sees and the filters let through. */
function filteredIncidents(reading: Reading, filters: IncidentFilters) {
  let incidents = (reading.db as Db)
    .selectFrom('incidents.incident')
    .where(visibleTo(reading.actor, 'incidents.incident.compartment_id'));
  const { phases, severities, classes, tlps, member, review, ids } = filters;
  if (phases !== undefined) {
    incidents = incidents.where('phase', 'in', [...phases]);
    // The index of what runs is used where the condition names it.
    if (!phases.includes('closed')) incidents = incidents.where('phase', '<>', 'closed');
  }
  if (severities !== undefined) incidents = incidents.where((eb) => anyOrNone(eb, 'severity', severities));
  if (classes !== undefined) incidents = incidents.where((eb) => anyOrNone(eb, 'class_code', classes));
  if (tlps !== undefined) incidents = incidents.where((eb) => anyOrNone(eb, 'tlp', tlps));
  if (member !== undefined)
    incidents = incidents.where('id', 'in', (eb) =>
      eb
        .selectFrom('incidents.member')
        .select('incident_id')
        .where('account_id', '=', member.accountId)
        .where('function', 'in', [...member.functions])
        .where('until_at', 'is', null)
        .where(visibleTo(reading.actor, 'incidents.member.compartment_id')),
    );
  if (review === 'overdue')
    incidents = incidents.where('next_review_at', '<', reading.now).where('phase', '<>', 'closed');
  if (review === 'planned') incidents = incidents.where('next_review_at', '>=', reading.now);
  if (review === 'none') incidents = incidents.where('next_review_at', 'is', null);
  if (filters.from !== undefined) incidents = incidents.where('opened_at', '>=', filters.from);
  if (filters.until !== undefined) incidents = incidents.where('opened_at', '<', filters.until);
  if (ids !== undefined) incidents = incidents.where('id', 'in', ids.length === 0 ? [emptyId] : [...ids]);
  return incidents;
}

type Builder = ExpressionBuilder<Pick<DB, 'incidents.incident'>, 'incidents.incident'>;

function anyOrNone(eb: Builder, column: 'severity' | 'class_code' | 'tlp', values: readonly (string | null)[]) {
  const named = values.filter((value) => value !== null);
  return eb.or([
    ...(named.length > 0 ? [eb(column, 'in', named)] : []),
    ...(named.length < values.length ? [eb(column, 'is', null)] : []),
  ]);
}

/** A page of incidents in the order of one indexed column. By the next review, what has none is left out. */
export async function listIncidents(
  reading: Reading,
  asked: {
    readonly filters: IncidentFilters;
    readonly column: IncidentSortColumn;
    readonly direction: 'asc' | 'desc';
    readonly cursor: Cursor | null;
    readonly limit: number;
  },
): Promise<Page<Incident>> {
  let incidents = filteredIncidents(reading, asked.filters);
  if (asked.column === 'next_review_at') incidents = incidents.where('next_review_at', 'is not', null);
  const rows = await keyset(incidents, {
    column: asked.column,
    idColumn: 'id',
    direction: asked.direction,
    cursor: asked.cursor,
  })
    .selectAll()
    .limit(asked.limit + 1)
    .execute();
  return { rows: rows.map(toIncident), total: await totalOf(incidents.select('id')) };
}

/** The incidents that run and are watched until a moment (経過観察), the nearest first. */
export async function watchedIncidents(reading: Reading, limit: number): Promise<Page<Incident>> {
  const watched = (reading.db as Db)
    .selectFrom('incidents.incident')
    .where('phase', '<>', 'closed')
    .where('monitoring_until', 'is not', null)
    .where(visibleTo(reading.actor, 'incidents.incident.compartment_id'));
  const rows = await watched.selectAll().orderBy('monitoring_until').orderBy('id').limit(limit).execute();
  return { rows: rows.map(toIncident), total: await totalOf(watched.select('id')) };
}
