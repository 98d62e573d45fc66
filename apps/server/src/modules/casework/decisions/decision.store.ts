import type { ActorLink, DecisionKind, DecisionState } from '@matoi/contract';
import { refuse, type SubjectId } from '@matoi/kernel';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Brief, Confirmed, Decided, Decision, Heard } from './decision.model.ts';

type Db = Tables<'decisions.decision'>;

/** Begins a decision: asked, or made at once (`made`). */
export async function insertDecision(
  work: Work,
  given: {
    readonly subjectId: SubjectId;
    readonly number: string;
    readonly brief: Brief;
    readonly askedByMember: string | null;
    readonly made: { readonly state: DecisionState; readonly decision: Decided } | null;
  },
): Promise<string> {
  const { subjectId, number, brief, askedByMember, made } = given;
  const id = work.newId<'Decision'>();
  await (work.db as Db)
    .insertInto('decisions.decision')
    .values({
      id,
      subject_id: subjectId,
      number,
      kind: brief.kind,
      state: made?.state ?? 'open',
      question: brief.question,
      why_now: brief.whyNow,
      waiting_cost: brief.waitingCost,
      decide_by_at: brief.decideByAt,
      options: JSON.stringify(brief.options),
      csirt: brief.csirt === null ? null : JSON.stringify(brief.csirt),
      vendor: brief.vendor === null ? null : JSON.stringify(brief.vendor),
      action_kind: brief.actionKind,
      target: JSON.stringify(brief.target),
      evidence_lost: brief.evidenceLost,
      conditions: brief.conditions,
      conditions_met: brief.conditionsMet,
      may_decide: JSON.stringify(brief.mayDecide),
      asked_at: work.now,
      asked_by: JSON.stringify(actorLink(work.actor)),
      asked_by_member: askedByMember,
      supersedes_id: brief.supersedesId,
      report_due_at: brief.reportDueAt,
      decided_at: made === null ? null : new Date(made.decision.at),
      recorded_at: made === null ? null : work.now,
      decision: made === null ? null : JSON.stringify(made.decision),
    })
    .execute();
  return id;
}

/** Finds a decision that the actor may see; refuses with `record.find.not-found`. */
export async function findDecision(
  reading: Reading,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<Decision> {
  const query = (reading.db as Db)
    .selectFrom('decisions.decision')
    .selectAll()
    .where('id', '=', id)
    .where(visibleTo(reading.actor, 'decisions.decision.compartment_id'));
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toDecision(row);
}

/** The decisions of some records, the newest first. */
export async function decisionsOf(reading: Reading, subjectIds: readonly string[]): Promise<readonly Decision[]> {
  if (subjectIds.length === 0) return [];
  const rows = await (reading.db as Db)
    .selectFrom('decisions.decision')
    .selectAll()
    .where('subject_id', 'in', [...subjectIds])
    .where(visibleTo(reading.actor, 'decisions.decision.compartment_id'))
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(300)
    .execute();
  return rows.map(toDecision);
}

/** Some decisions by their ids, as far as the actor sees them. */
export async function decisionsNamed(reading: Reading, ids: readonly string[]): Promise<readonly Decision[]> {
  if (ids.length === 0) return [];
  const rows = await (reading.db as Db)
    .selectFrom('decisions.decision')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .where(visibleTo(reading.actor, 'decisions.decision.compartment_id'))
    .execute();
  return rows.map(toDecision);
}

/** What waits for somebody, on all records that the actor sees. */
export async function waitingDecisions(reading: Reading): Promise<readonly Decision[]> {
  const rows = await (reading.db as Db)
    .selectFrom('decisions.decision')
    .selectAll()
    .where(visibleTo(reading.actor, 'decisions.decision.compartment_id'))
    .where((where) =>
      where.or([
        where('state', 'in', ['open', 'awaiting-second']),
        where.and([where('kind', '=', 'oral'), where('state', '=', 'decided'), where('confirmed', 'is', null)]),
        where.and([where('kind', '=', 'emergency'), where('state', '=', 'decided'), where('reported', 'is', null)]),
      ]),
    )
    .orderBy('asked_at')
    .orderBy('id')
    .limit(200)
    .execute();
  return rows.map(toDecision);
}

export type DecisionChange = {
  readonly state?: DecisionState;
  readonly decision?: Decided;
  readonly second?: Heard;
  readonly confirmed?: Confirmed;
  readonly reported?: { readonly to: string; readonly text: string };
  readonly withdrawn?: { readonly reason: string };
  readonly supersededById?: string;
  readonly remindedAt?: Date;
  readonly escalatedAt?: Date;
  readonly overdueAt?: Date;
};

/** Changes what may still change; the database refuses everything else. */
export async function updateDecision(work: Work, id: string, change: DecisionChange): Promise<void> {
  const by = actorLink(work.actor);
  const at = work.now.toISOString();
  const { state, decision, second, confirmed, reported, withdrawn, supersededById } = change;
  await (work.db as Db)
    .updateTable('decisions.decision')
    .set((eb) => ({
      ...(state === undefined ? {} : { state }),
      ...(decision === undefined
        ? {}
        : { decision: JSON.stringify(decision), decided_at: new Date(decision.at), recorded_at: work.now }),
      ...(second === undefined ? {} : { second: JSON.stringify(second) }),
      ...(confirmed === undefined ? {} : { confirmed: JSON.stringify(confirmed) }),
      ...(reported === undefined ? {} : { reported: JSON.stringify({ ...reported, at, by }) }),
      ...(withdrawn === undefined ? {} : { withdrawn: JSON.stringify({ ...withdrawn, at, by }) }),
      ...(supersededById === undefined ? {} : { superseded_by_id: supersededById }),
      ...(change.remindedAt === undefined ? {} : { reminded_at: change.remindedAt }),
      ...(change.escalatedAt === undefined ? {} : { escalated_at: change.escalatedAt }),
      ...(change.overdueAt === undefined ? {} : { overdue_at: change.overdueAt }),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'decisions.decision.compartment_id'))
    .execute();
}

type Row = {
  id: string;
  subject_id: string;
  compartment_id: number;
  version: number;
  number: string;
  kind: string;
  state: string;
  question: string;
  why_now: string;
  waiting_cost: string;
  decide_by_at: Date | null;
  options: unknown;
  csirt: unknown;
  vendor: unknown;
  action_kind: string;
  target: unknown;
  evidence_lost: string;
  conditions: string;
  conditions_met: string;
  may_decide: unknown;
  asked_at: Date;
  asked_by: unknown;
  asked_by_member: string | null;
  supersedes_id: string | null;
  superseded_by_id: string | null;
  decided_at: Date | null;
  recorded_at: Date | null;
  decision: unknown;
  second: unknown;
  confirmed: unknown;
  report_due_at: Date | null;
  reported: unknown;
  withdrawn: unknown;
  reminded_at: Date | null;
  escalated_at: Date | null;
  overdue_at: Date | null;
};

function toDecision(row: Row): Decision {
  return {
    id: row.id,
    subjectId: row.subject_id,
    compartmentId: row.compartment_id,
    version: row.version,
    number: row.number,
    kind: row.kind as DecisionKind,
    state: row.state as DecisionState,
    question: row.question,
    whyNow: row.why_now,
    waitingCost: row.waiting_cost,
    decideByAt: row.decide_by_at,
    options: row.options as Brief['options'],
    csirt: row.csirt as Brief['csirt'],
    vendor: row.vendor as Brief['vendor'],
    actionKind: row.action_kind,
    target: row.target as Brief['target'],
    evidenceLost: row.evidence_lost,
    conditions: row.conditions,
    conditionsMet: row.conditions_met,
    mayDecide: row.may_decide as Brief['mayDecide'],
    askedAt: row.asked_at,
    askedBy: row.asked_by as ActorLink,
    askedByMember: row.asked_by_member,
    supersedesId: row.supersedes_id,
    supersededById: row.superseded_by_id,
    decidedAt: row.decided_at,
    recordedAt: row.recorded_at,
    decision: row.decision as Decided | null,
    second: row.second as Heard | null,
    confirmed: row.confirmed as Confirmed | null,
    reportDueAt: row.report_due_at,
    reported: row.reported as Decision['reported'],
    withdrawn: row.withdrawn as Decision['withdrawn'],
    remindedAt: row.reminded_at,
    escalatedAt: row.escalated_at,
    overdueAt: row.overdue_at,
  };
}
