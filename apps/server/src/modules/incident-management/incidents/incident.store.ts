import type { HandlingPhase, IncidentOutcome, IncidentPhase, Pap, Severity, Tlp } from '@matoi/contract';
import { handlingPhases } from '@matoi/contract';
import { refuse, type SubjectId } from '@matoi/kernel';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Doer, Incident, Override, PhaseStanding, Phases } from './incident.model.ts';
import { firstPhases } from './phase.rules.ts';

type Db = Tables<'incidents.incident'>;

export type NewIncident = {
  readonly number: string;
  readonly title: string;
  readonly phases: Phases;
  readonly classCode: string | null;
  readonly tlp: Tlp | null;
};

/** Enters an incident; its subject is registered before. */
export async function insertIncident(work: Work, id: SubjectId, incident: NewIncident): Promise<void> {
  await (work.db as Db)
    .insertInto('incidents.incident')
    .values({
      id,
      number: incident.number,
      title: incident.title,
      phases: JSON.stringify(incident.phases),
      class_code: incident.classCode,
      tlp: incident.tlp,
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

/** The incidents that were merged into one, as far as the actor sees them, the oldest first. */
export async function mergedIncidents(reading: Reading, intoId: string): Promise<readonly Incident[]> {
  const rows = await (reading.db as Db)
    .selectFrom('incidents.incident')
    .selectAll()
    .where('merged_into', '=', intoId)
    .where(visibleTo(reading.actor, 'incidents.incident.compartment_id'))
    .orderBy('opened_at')
    .execute();
  return rows.map(toIncident);
}

/** What an act may change of an incident; what is left out stays. */
export type IncidentChange = Partial<{
  readonly title: string;
  readonly phase: IncidentPhase;
  readonly phases: Phases;
  readonly phasesBefore: Phases | null;
  readonly severity: Severity;
  readonly classCode: string | null;
  readonly tlp: Tlp | null;
  readonly pap: Pap | null;
  readonly nextReviewAt: Date | null;
  readonly monitoringUntil: Date | null;
  readonly monitoringNote: string | null;
  readonly knownAt: Date | null;
  readonly summaryVersion: number;
  readonly mergedInto: string | null;
  readonly closing: {
    readonly outcome: IncidentOutcome;
    readonly reason: string;
    readonly overrides: readonly Override[];
  } | null;
}>;

/** Changes an incident. `isVersioned` is false for what is added beside the record and makes no reader's copy stale. */
export async function updateIncident(
  work: Work,
  id: string,
  change: IncidentChange,
  { isVersioned = true }: { readonly isVersioned?: boolean } = {},
): Promise<void> {
  await (work.db as Db)
    .updateTable('incidents.incident')
    .set((eb) => ({
      ...columnsOf(change),
      ...(change.closing === undefined ? {} : closingColumns(work, change.closing)),
      version: isVersioned ? eb('version', '+', 1) : eb.ref('version'),
    }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'incidents.incident.compartment_id'))
    .execute();
}

const asIs = <Value>(value: Value) => value;
const asJson = (value: unknown) => (value === null ? null : JSON.stringify(value));

/** Where each part of a change is kept, and how. */
const columnFor = {
  title: ['title', asIs],
  phase: ['phase', asIs],
  phases: ['phases', asJson],
  phasesBefore: ['phases_before', asJson],
  severity: ['severity', asIs],
  classCode: ['class_code', asIs],
  tlp: ['tlp', asIs],
  pap: ['pap', asIs],
  nextReviewAt: ['next_review_at', asIs],
  monitoringUntil: ['monitoring_until', asIs],
  monitoringNote: ['monitoring_note', asIs],
  knownAt: ['known_at', asIs],
  summaryVersion: ['summary_version', asIs],
  mergedInto: ['merged_into', asIs],
} as const satisfies Record<Exclude<keyof IncidentChange, 'closing'>, readonly [string, (value: never) => unknown]>;

function columnsOf(change: IncidentChange): object {
  const parts = Object.entries(columnFor).flatMap(([field, [column, write]]) => {
    const value: unknown = change[field as keyof typeof columnFor];
    return value === undefined ? [] : [[column, (write as (given: unknown) => unknown)(value)] as const];
  });
  return Object.fromEntries(parts);
}

function closingColumns(work: Work, closing: NonNullable<IncidentChange['closing']> | null): object {
  if (closing === null)
    return { outcome: null, close_reason: null, close_overrides: '[]', closed_at: null, closed_by: null };
  return {
    outcome: closing.outcome,
    close_reason: closing.reason,
    close_overrides: JSON.stringify(closing.overrides),
    closed_at: work.now,
    closed_by: JSON.stringify(actorLink(work.actor)),
  };
}

type Row = {
  id: string;
  number: string;
  version: number;
  title: string;
  phase: string;
  phases: unknown;
  phases_before: unknown;
  severity: string | null;
  severity_rank: string | number | bigint;
  class_code: string | null;
  tlp: string | null;
  pap: string | null;
  next_review_at: Date | null;
  monitoring_until: Date | null;
  monitoring_note: string | null;
  known_at: Date | null;
  summary_version: number;
  merged_into: string | null;
  opened_at: Date;
  opened_by: unknown;
  compartment_id: number;
  outcome: string | null;
  close_reason: string | null;
  close_overrides: unknown;
  closed_at: Date | null;
  closed_by: unknown;
};

/** A row as the record that it is. */
export function toIncident(row: Row): Incident {
  const phases = toPhases(row.phases, row);
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    title: row.title,
    phase: row.phase as IncidentPhase,
    phases,
    phasesBefore: row.closed_at === null ? null : toPhases(row.phases_before, row),
    severity: row.severity as Severity | null,
    severityRank: Number(row.severity_rank),
    classCode: row.class_code,
    tlp: row.tlp as Tlp | null,
    pap: row.pap as Pap | null,
    nextReviewAt: row.next_review_at,
    monitoringUntil: row.monitoring_until,
    monitoringNote: row.monitoring_note,
    knownAt: row.known_at,
    summaryVersion: row.summary_version,
    mergedInto: row.merged_into,
    openedAt: row.opened_at,
    openedBy: row.opened_by as Doer,
    compartmentId: row.compartment_id,
    closing:
      row.closed_at === null || row.outcome === null
        ? null
        : {
            outcome: row.outcome as IncidentOutcome,
            reason: row.close_reason ?? '',
            closedAt: row.closed_at,
            closedBy: row.closed_by as Doer,
            overrides: row.close_overrides as readonly Override[],
          },
  };
}

type Written = Readonly<Record<keyof PhaseStanding, string | null>>;

/** Standings as they were kept; what was kept before phases had standings is in triage since it was opened. */
function toPhases(kept: unknown, { opened_at }: Pick<Row, 'opened_at'>): Phases {
  const first = firstPhases(opened_at);
  const written = (kept ?? {}) as Partial<Record<HandlingPhase, Written>>;
  const moment = (text: string | null) => (text === null ? null : new Date(text));
  const standings = handlingPhases.map((phase) => {
    const one = written[phase];
    return [
      phase,
      one === undefined ? first[phase] : { ...one, startedAt: moment(one.startedAt), endedAt: moment(one.endedAt) },
    ];
  });
  return Object.fromEntries(standings) as Phases;
}
