import type { CallCause, CallFilter, CallNeeds, CallState, TriagePriority } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { DB, Tables } from '../../../platform/db/index.ts';
import { type Cursor, keyset, type Page, totalOf } from '../../../platform/lists/index.ts';
import type { CallOut, Progress, Step } from './call.model.ts';

type Db = Tables<'callout.call'>;

const compartment = 'callout.call.compartment_id';

export async function insertCall(
  work: Work,
  call: Pick<
    CallOut,
    | 'id'
    | 'subjectId'
    | 'number'
    | 'cause'
    | 'policyId'
    | 'policyName'
    | 'reason'
    | 'priority'
    | 'needs'
    | 'steps'
    | 'repeat'
  >,
): Promise<void> {
  await (work.db as Db)
    .insertInto('callout.call')
    .values({
      id: call.id,
      subject_id: call.subjectId,
      number: call.number,
      cause: call.cause,
      policy_id: call.policyId,
      policy_name: call.policyName,
      reason: call.reason,
      priority: call.priority,
      needs: call.needs,
      steps: JSON.stringify(call.steps),
      repeat: call.repeat,
      state: 'running',
      started_at: work.now,
      started_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
}

/** Finds a call that the actor may see; refuses with `record.find.not-found`. */
export async function findCall(
  reading: Reading,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<CallOut> {
  const query = (reading.db as Db)
    .selectFrom('callout.call')
    .selectAll()
    .where('id', '=', id)
    .where(visibleTo(reading.actor, compartment));
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toCall(row);
}

type Query = SelectQueryBuilder<Pick<DB, 'callout.call'>, 'callout.call', object>;

const conditions: Readonly<Record<CallFilter, string>> = {
  open: "state in ('running', 'silent') and cause <> 'drill'",
  ended: "state in ('answered', 'stopped') and cause <> 'drill'",
  drill: "cause = 'drill'",
};

function shown(calls: Query, show: readonly CallFilter[] | undefined): Query {
  if (show === undefined) return calls;
  return calls.where((eb) => eb.or(show.map((one) => sql<boolean>`(${sql.raw(conditions[one])})`)));
}

/** A page of calls: of records, or of all that the actor sees, the newest first. */
export async function listCalls(
  reading: Reading,
  asked: {
    readonly subjectIds: readonly string[] | undefined;
    readonly show: readonly CallFilter[] | undefined;
    readonly cursor: Cursor | null;
    readonly limit: number;
  },
): Promise<Page<CallOut>> {
  let calls: Query = (reading.db as Db).selectFrom('callout.call').where(visibleTo(reading.actor, compartment));
  if (asked.subjectIds !== undefined) calls = calls.where('subject_id', 'in', [...asked.subjectIds]);
  calls = shown(calls, asked.show);
  const by = { column: 'started_at', direction: 'desc', idColumn: 'id', cursor: asked.cursor } as const;
  const rows = await keyset(calls, by)
    .selectAll()
    .limit(asked.limit + 1)
    .execute();
  return { rows: rows.map(toCall), total: await totalOf(calls.select('id')) };
}

/** Whether rules have called for any of these records before. */
export async function policiesCalled(reading: Reading, subjectIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await (reading.db as Db)
    .selectFrom('callout.call')
    .select('policy_id')
    .where('subject_id', 'in', [...subjectIds])
    .where('policy_id', 'is not', null)
    .where(visibleTo(reading.actor, compartment))
    .execute();
  return new Set(rows.flatMap(({ policy_id }) => policy_id ?? []));
}

/** How many calls of a rule have begun since a moment, as far as the actor sees them. */
export async function callsBegunBy(reading: Reading, policyId: string, since: Date): Promise<number> {
  const { count } = await (reading.db as Db)
    .selectFrom('callout.call')
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('policy_id', '=', policyId)
    .where('started_at', '>=', since)
    .where(visibleTo(reading.actor, compartment))
    .executeTakeFirstOrThrow();
  return count;
}

export type CallChange = {
  readonly state?: CallState;
  readonly progress?: Progress;
  readonly nextAt?: Date | null;
  readonly endReason?: string;
};

/** Writes how far a call is; an end has its moment. */
export async function updateCall(work: Work, id: string, change: CallChange): Promise<void> {
  const { state, progress, nextAt, endReason } = change;
  await (work.db as Db)
    .updateTable('callout.call')
    .set((eb) => ({
      version: eb('version', '+', 1),
      ...(state === undefined ? {} : { state, ended_at: state === 'running' ? null : work.now }),
      ...(progress === undefined ? {} : { round: progress.round, step: progress.step, stepped_at: progress.at }),
      ...(nextAt === undefined ? {} : { next_at: nextAt }),
      ...(endReason === undefined ? {} : { end_reason: endReason }),
    }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, compartment))
    .execute();
}

function toCall(row: Selectable<DB['callout.call']>): CallOut {
  const { round, step, stepped_at: at } = row;
  return {
    id: row.id,
    subjectId: row.subject_id,
    compartmentId: row.compartment_id,
    version: row.version,
    number: row.number,
    cause: row.cause as CallCause,
    policyId: row.policy_id,
    policyName: row.policy_name,
    reason: row.reason,
    priority: row.priority as TriagePriority | null,
    needs: row.needs as CallNeeds,
    steps: row.steps as unknown as readonly Step[],
    repeat: row.repeat,
    state: row.state as CallState,
    progress: round === null || step === null || at === null ? null : { round, step, at },
    nextAt: row.next_at,
    startedAt: row.started_at,
    startedBy: row.started_by as CallOut['startedBy'],
    endedAt: row.ended_at,
    endReason: row.end_reason,
  };
}
