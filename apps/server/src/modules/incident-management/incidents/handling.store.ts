import type {
  HandlingPhase,
  IncidentTimeKind,
  PhaseMove,
  PhaseState,
  Precision,
  Severity,
  TimeSourceKind,
} from '@matoi/contract';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { AssertedTime, ChosenTimes, Doer, SeverityDecision, Summary, Texts, Tick } from './incident.model.ts';
import type { PhaseChange } from './phase.rules.ts';

/** What is written beside an incident and never reworded: traces of phases, times, severities and summaries. */

type Db = Tables<
  | 'incidents.phase_change'
  | 'incidents.asserted_time'
  | 'incidents.time_choice'
  | 'incidents.severity_decision'
  | 'incidents.summary'
>;

const doer = (work: Work) => JSON.stringify(actorLink(work.actor));

export type PhaseAct = PhaseMove | 'open' | 'close' | 'reopen' | 'merge' | 'unmerge';

export type PhaseTrace = PhaseChange & {
  readonly id: string;
  readonly move: PhaseAct;
  readonly recordedAt: Date;
  readonly recordedBy: Doer;
};

/** Writes down what one act did to the phases. */
export async function insertPhaseChanges(
  work: Work,
  incidentId: string,
  { move, changes }: { readonly move: PhaseAct; readonly changes: readonly PhaseChange[] },
): Promise<void> {
  if (changes.length === 0) return;
  await (work.db as Db)
    .insertInto('incidents.phase_change')
    .values(
      changes.map((change) => ({
        id: work.newId<'PhaseChange'>(),
        incident_id: incidentId,
        phase: change.phase,
        from_state: change.from,
        to_state: change.to,
        move,
        at: change.at,
        reason: change.reason,
        recorded_at: work.now,
        recorded_by: doer(work),
      })),
    )
    .execute();
}

/** Every change of the phases of an incident, in the order in which they were recorded. */
export async function phaseTraces(reading: Reading, incidentId: string): Promise<readonly PhaseTrace[]> {
  const rows = await (reading.db as Db)
    .selectFrom('incidents.phase_change')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .where(visibleTo(reading.actor, 'incidents.phase_change.compartment_id'))
    .orderBy('written')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    phase: row.phase as HandlingPhase,
    from: row.from_state as PhaseState,
    to: row.to_state as PhaseState,
    move: row.move as PhaseAct,
    at: row.at,
    reason: row.reason,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by as unknown as Doer,
  }));
}

/** Writes an assertion and answers its id. */
export async function insertTime(
  work: Work,
  incidentId: string,
  time: Omit<AssertedTime, 'id' | 'recordedAt' | 'assertedBy'>,
): Promise<string> {
  const id = work.newId<'AssertedTime'>();
  await (work.db as Db)
    .insertInto('incidents.asserted_time')
    .values({
      id,
      incident_id: incidentId,
      kind: time.kind,
      at: time.at,
      precision: time.precision,
      zone: time.zone,
      source_kind: time.source.kind,
      source_text: time.source.text,
      note: time.note,
      reason: time.reason,
      supersedes: time.supersedes,
      recorded_at: work.now,
      asserted_by: doer(work),
    })
    .execute();
  return id;
}

/** Every assertion of an incident, the oldest first. */
export async function timesOf(reading: Reading, incidentId: string): Promise<readonly AssertedTime[]> {
  const rows = await (reading.db as Db)
    .selectFrom('incidents.asserted_time')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .where(visibleTo(reading.actor, 'incidents.asserted_time.compartment_id'))
    .orderBy('written')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as IncidentTimeKind,
    at: row.at,
    precision: row.precision as Precision,
    zone: row.zone,
    source: { kind: row.source_kind as TimeSourceKind, text: row.source_text },
    note: row.note,
    reason: row.reason,
    supersedes: row.supersedes,
    recordedAt: row.recorded_at,
    assertedBy: row.asserted_by as unknown as Doer,
  }));
}

/** Writes down which assertion of a kind counts from now on. */
export async function insertChoice(
  work: Work,
  incidentId: string,
  choice: { readonly kind: IncidentTimeKind; readonly timeId: string },
): Promise<void> {
  await (work.db as Db)
    .insertInto('incidents.time_choice')
    .values({
      id: work.newId<'TimeChoice'>(),
      incident_id: incidentId,
      kind: choice.kind,
      time_id: choice.timeId,
      chosen_at: work.now,
      chosen_by: doer(work),
    })
    .execute();
}

/** For each kind the assertion that was chosen last. */
export async function chosenTimes(reading: Reading, incidentId: string): Promise<ChosenTimes> {
  const rows = await (reading.db as Db)
    .selectFrom('incidents.time_choice')
    .select(['kind', 'time_id'])
    .where('incident_id', '=', incidentId)
    .where(visibleTo(reading.actor, 'incidents.time_choice.compartment_id'))
    .orderBy('written')
    .execute();
  return new Map(rows.map((row) => [row.kind as IncidentTimeKind, row.time_id]));
}

/** Writes down how a severity was decided. */
export async function insertSeverityDecision(
  work: Work,
  incidentId: string,
  decision: Omit<SeverityDecision, 'decidedAt' | 'decidedBy'>,
): Promise<void> {
  await (work.db as Db)
    .insertInto('incidents.severity_decision')
    .values({
      id: work.newId<'SeverityDecision'>(),
      incident_id: incidentId,
      severity: decision.severity,
      proposed: decision.proposed,
      table_version: decision.tableVersion,
      ticks: JSON.stringify(decision.ticks),
      reason: decision.reason,
      decided_at: work.now,
      decided_by: doer(work),
    })
    .execute();
}

/** How the severity of an incident was decided, the newest decision first. */
export async function severityDecisions(
  reading: Reading,
  incidentId: string,
  limit = 200,
): Promise<readonly SeverityDecision[]> {
  const rows = await (reading.db as Db)
    .selectFrom('incidents.severity_decision')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .where(visibleTo(reading.actor, 'incidents.severity_decision.compartment_id'))
    .orderBy('written', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    severity: row.severity as Severity,
    proposed: row.proposed as Severity | null,
    tableVersion: row.table_version,
    ticks: row.ticks as unknown as readonly Tick[],
    reason: row.reason,
    decidedAt: row.decided_at,
    decidedBy: row.decided_by as unknown as Doer,
  }));
}

/** Writes a version of the summary. */
export async function insertSummary(
  work: Work,
  incidentId: string,
  { version, texts }: { readonly version: number; readonly texts: Texts },
): Promise<void> {
  await (work.db as Db)
    .insertInto('incidents.summary')
    .values({
      id: work.newId<'IncidentSummary'>(),
      incident_id: incidentId,
      version,
      technical: texts.technical,
      plain: texts.plain,
      known: JSON.stringify(texts.known),
      unknown: JSON.stringify(texts.unknown),
      assumed: JSON.stringify(texts.assumed),
      written_at: work.now,
      written_by: doer(work),
    })
    .execute();
}

/** The versions of the summary, the newest first. */
export async function summariesOf(reading: Reading, incidentId: string, limit = 200): Promise<readonly Summary[]> {
  const rows = await (reading.db as Db)
    .selectFrom('incidents.summary')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .where(visibleTo(reading.actor, 'incidents.summary.compartment_id'))
    .orderBy('version', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    version: row.version,
    technical: row.technical,
    plain: row.plain,
    known: row.known as unknown as readonly string[],
    unknown: row.unknown as unknown as readonly string[],
    assumed: row.assumed as unknown as readonly string[],
    writtenAt: row.written_at,
    writtenBy: row.written_by as unknown as Doer,
  }));
}
