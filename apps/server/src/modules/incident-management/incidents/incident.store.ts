import type { IncidentOutcome, IncidentPhase } from '@matoi/contract';
import { refuse, type SubjectId } from '@matoi/kernel';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import { type Cursor, keyset, type Page, totalOf } from '../../../platform/lists/index.ts';
import type { Incident } from './incident.model.ts';

type Db = Tables<'incidents.incident'>;

export async function insertIncident(
  work: Work,
  id: SubjectId,
  incident: { readonly number: string; readonly title: string },
): Promise<void> {
  await (work.db as Db)
    .insertInto('incidents.incident')
    .values({
      id,
      number: incident.number,
      title: incident.title,
      opened_at: work.now,
      opened_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
}

/** Finds an incident that the actor may see; refuses with `record.find.not-found`. */
export async function findIncident(
  reading: Reading,
  id: string,
  options: { forUpdate?: boolean } = {},
): Promise<Incident> {
  const query = (reading.db as Db)
    .selectFrom('incidents.incident')
    .selectAll()
    .where('id', '=', id)
    .where(visibleTo(reading.actor, 'incidents.incident.compartment_id'));
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toIncident(row);
}

export type IncidentFilters = {
  readonly phases: readonly IncidentPhase[] | undefined;
  readonly from: Date | undefined;
  readonly until: Date | undefined;
  /** Ids found by the text search, or undefined without one. */
  readonly ids: readonly string[] | undefined;
};

const emptyId = '00000000-0000-0000-0000-000000000000';

export async function listIncidents(
  reading: Reading,
  asked: {
    readonly filters: IncidentFilters;
    readonly direction: 'asc' | 'desc';
    readonly cursor: Cursor | null;
    readonly limit: number;
  },
): Promise<Page<Incident>> {
  const { filters } = asked;
  let incidents = (reading.db as Db)
    .selectFrom('incidents.incident')
    .where(visibleTo(reading.actor, 'incidents.incident.compartment_id'));
  if (filters.phases !== undefined) incidents = incidents.where('phase', 'in', [...filters.phases]);
  if (filters.from !== undefined) incidents = incidents.where('opened_at', '>=', filters.from);
  if (filters.until !== undefined) incidents = incidents.where('opened_at', '<', filters.until);
  if (filters.ids !== undefined)
    incidents = incidents.where('id', 'in', filters.ids.length === 0 ? [emptyId] : [...filters.ids]);
  const rows = await keyset(incidents, {
    column: 'opened_at',
    idColumn: 'id',
    direction: asked.direction,
    cursor: asked.cursor,
  })
    .selectAll()
    .limit(asked.limit + 1)
    .execute();
  return { rows: rows.map(toIncident), total: await totalOf(incidents.select('id')) };
}

export async function updateClosed(
  work: Work,
  id: string,
  change: { readonly phase: IncidentPhase; readonly outcome: IncidentOutcome; readonly reason: string },
): Promise<void> {
  await (work.db as Db)
    .updateTable('incidents.incident')
    .set((eb) => ({
      phase: change.phase,
      outcome: change.outcome,
      close_reason: change.reason,
      closed_at: work.now,
      closed_by: JSON.stringify(actorLink(work.actor)),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'incidents.incident.compartment_id'))
    .execute();
}

export async function updateReopened(work: Work, id: string, phase: IncidentPhase): Promise<void> {
  await (work.db as Db)
    .updateTable('incidents.incident')
    .set((eb) => ({
      phase,
      outcome: null,
      close_reason: null,
      closed_at: null,
      closed_by: null,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'incidents.incident.compartment_id'))
    .execute();
}

type Row = {
  id: string;
  number: string;
  version: number;
  title: string;
  phase: string;
  opened_at: Date;
  opened_by: unknown;
  compartment_id: number;
  outcome: string | null;
  close_reason: string | null;
  closed_at: Date | null;
  closed_by: unknown;
};

function toIncident(row: Row): Incident {
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    title: row.title,
    phase: row.phase as IncidentPhase,
    openedAt: row.opened_at,
    openedBy: row.opened_by as Incident['openedBy'],
    compartmentId: row.compartment_id,
    closing:
      row.closed_at === null || row.outcome === null
        ? null
        : {
            outcome: row.outcome as IncidentOutcome,
            reason: row.close_reason ?? '',
            closedAt: row.closed_at,
            closedBy: row.closed_by as Incident['openedBy'],
          },
  };
}
