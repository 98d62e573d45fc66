import type { Severity } from '@matoi/contract';
import { orRefuse, type SubjectId } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import {
  findSubject,
  mayAnnotate,
  type Subject,
  severityOf,
  subjectLink,
  subjectLinks,
  wholeOf,
} from '../../../platform/subjects/index.ts';
import { type Judgement, judgeAction, type Target } from '../../governance/authority/index.ts';
import { memberOfUser, reachChangersOf } from '../../governance/team/index.ts';
import { answersOf, askedOf } from './asked.store.ts';
import type { Asked, Decision } from './decision.model.ts';
import { authorityOf, type Decider, waitsFor } from './decision.rules.ts';
import { decisionsOf, findDecision, waitingDecisions } from './decision.store.ts';
import { decisionView, type ViewGround } from './decision.views.ts';

/** Who an actor is in a decision: an account, and the member that it belongs to. */
export async function deciderOf({ db, actor }: Reading): Promise<Decider & { readonly name: string }> {
  if (actor.kind !== 'user') return { memberId: null, accountId: null, name: actor.name };
  const member = await memberOfUser(db, actor.id);
  return { memberId: member?.memberId ?? null, accountId: actor.id, name: member?.name ?? actor.name };
}

/** Asks the matrix about the action of a decision at a moment, for one member or for nobody in particular. */
export async function judgeFor(
  reading: Reading,
  subject: Subject,
  asked: {
    readonly actionKind: string;
    readonly target: Target;
    readonly memberId: string | null;
    readonly at?: Date;
  },
): Promise<Judgement> {
  const severity: Severity | null = await severityOf(reading, subject);
  const { actionKind, target, memberId, at = reading.now } = asked;
  return judgeAction(reading.db, { actionKind, target, severity, at, memberId });
}

async function groundFor(
  reading: Reading,
  subject: Subject,
  { decisions, asked }: { readonly decisions: readonly Decision[]; readonly asked: readonly Asked[] },
): Promise<ViewGround> {
  const by = await deciderOf(reading);
  const isClosed = (await mayAnnotate(reading, subject)) !== null;
  // One question to the matrix for each action and target among what is still to be decided.
  const judged = new Map<string, Judgement>();
  for (const { state, actionKind, target } of decisions) {
    const key = JSON.stringify([actionKind, target]);
    if ((state !== 'open' && state !== 'awaiting-second') || judged.has(key)) continue;
    judged.set(key, await judgeFor(reading, subject, { actionKind, target, memberId: by.memberId ?? 'no member' }));
  }
  const members = asked.flatMap(({ memberId }) => (memberId === null ? [] : [memberId]));
  return {
    by,
    reachChangers: await reachChangersOf(reading.db, members),
    isClosed,
    now: reading.now,
    may: (permission) => reading.actor.permissions.has(permission),
    judgementOf: ({ actionKind, target }) => judged.get(JSON.stringify([actionKind, target])) ?? null,
  };
}

async function viewsOf(reading: Reading, subject: Subject, decisions: readonly Decision[]) {
  const ids = decisions.map(({ id }) => id);
  const asked = await askedOf(reading, ids);
  const answers = await answersOf(reading, ids);
  const ground = await groundFor(reading, subject, { decisions, asked });
  const others = new Map(decisions.map(({ id, number }) => [id, number]));
  for (const id of decisions.flatMap(({ supersedesId, supersededById }) => [supersedesId, supersededById]))
    if (id !== null && !others.has(id)) others.set(id, (await findDecision(reading, id)).number);
  const links = await subjectLinks(reading, [...new Set(decisions.map(({ subjectId }) => subjectId))]);
  return decisions.map((decision) =>
    decisionView(decision, {
      subject: links.get(decision.subjectId) ?? subjectLink(subject),
      asked: asked.filter(({ decisionId }) => decisionId === decision.id),
      answers: answers.filter(({ decisionId }) => decisionId === decision.id),
      numberOf: (id) => others.get(id) ?? '',
      ground,
    }),
  );
}

/** The decisions of a record and of what was merged into it, what waits first. */
export async function showDecisions(reading: Reading, ref: string) {
  const subject = await findSubject(reading, ref);
  const whole = await wholeOf(reading, subject);
  const decisions = await decisionsOf(reading, whole.ids);
  const isWaiting = (decision: Decision) => Number(waitsFor(decision) !== null);
  const sorted = [...decisions].sort((one, other) => isWaiting(other) - isWaiting(one));
  const canAnnotate = (await mayAnnotate(reading, subject)) === null;
  return {
    items: await viewsOf(reading, subject, sorted),
    severity: await severityOf(reading, subject),
    can: { ask: canAnnotate && reading.actor.permissions.has('decisions.ask') },
  };
}

/** One decision. */
export async function showDecision(reading: Reading, id: string) {
  const decision = await findDecision(reading, id);
  const subject = await findSubject(reading, decision.subjectId);
  const [view] = await viewsOf(reading, subject, [decision]);
  if (view === undefined) throw new TypeError('a decision has no view');
  return view;
}

/** What waits for somebody, the most urgent first; on one record or on all that the actor sees. */
export async function showWaiting(reading: Reading, { subjectId }: { readonly subjectId?: string | undefined }) {
  const ids = subjectId === undefined ? null : (await wholeOf(reading, await findSubject(reading, subjectId))).ids;
  const decisions = (await waitingDecisions(reading)).filter(
    (one) => ids === null || ids.some((id) => id === one.subjectId),
  );
  const links = await subjectLinks(
    reading,
    decisions.map((one) => one.subjectId),
  );
  const asked = await askedOf(
    reading,
    decisions.map(({ id }) => id),
  );
  const by = await deciderOf(reading);
  const dueOf = (one: Decision) => (waitsFor(one) === 'report' ? one.reportDueAt : one.decideByAt);
  const farAway = 8_640_000_000_000_000;
  return {
    items: decisions
      .toSorted((one, other) => (dueOf(one)?.getTime() ?? farAway) - (dueOf(other)?.getTime() ?? farAway))
      .flatMap((decision) => {
        const waits = waitsFor(decision);
        const subject = links.get(decision.subjectId);
        if (waits === null || subject === undefined) return [];
        const people = waitedFor(decision, asked);
        const due = dueOf(decision);
        return [
          {
            id: decision.id,
            number: decision.number,
            subject,
            kind: decision.kind,
            waitsFor: waits,
            question: decision.question,
            waitingCost: decision.waitingCost,
            sinceAt: decision.askedAt.toISOString(),
            dueAt: due?.toISOString() ?? null,
            isOverdue: due !== null && due < reading.now,
            names: people.map(({ name }) => name),
            isMine: by.memberId !== null && people.some(({ memberId }) => memberId === by.memberId),
          },
        ];
      }),
  };
}

function waitedFor(decision: Decision, asked: readonly Asked[]) {
  const mine = asked.filter(({ decisionId, why }) => decisionId === decision.id && why !== 'advice');
  switch (waitsFor(decision)) {
    case 'decision':
      return mine;
    case 'second':
      return decision.mayDecide.filter(({ memberId }) => memberId !== decision.decision?.by.memberId);
    case 'confirmation':
    case 'report':
      return decision.decision === null ? [] : [decision.decision.by];
    case null:
      return [];
  }
}

/** The decisions of one record, for modules above. */
export async function decisionsOn(reading: Reading, subjectId: SubjectId): Promise<readonly Decision[]> {
  const { ids } = await wholeOf(reading, await findSubject(reading, subjectId));
  return decisionsOf(reading, ids);
}

/** Whether a member may decide an action now: a refusal that names who may, or the authority. */
export async function requireAuthority(
  reading: Reading,
  subject: Subject,
  asked: { readonly actionKind: string; readonly target: Target; readonly memberId: string; readonly at?: Date },
) {
  const judgement = await judgeFor(reading, subject, asked);
  return { judgement, authority: orRefuse(authorityOf(judgement)) };
}

/** The account that put a question; null where it was none. */
export async function askerOf(reading: Reading, id: string): Promise<string | null> {
  const { askedBy } = await findDecision(reading, id);
  return askedBy.kind === 'user' ? askedBy.id : null;
}
