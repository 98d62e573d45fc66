import {
  type ActorLink,
  coversTarget,
  type DecisionAnswerKind,
  decisionLinkDays,
  decisionPinTries,
  decisionTargetFields,
  mostDecisionDays,
  mostDecisionLinkDays,
} from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import type { Judgement, Target } from '../../governance/authority/index.ts';
import type { Asked, Authority, Decision, Option } from './decision.model.ts';

/** Whoever acts: an account, perhaps a member, or a member by a link. */
export type Decider = {
  readonly memberId: string | null;
  /** Null for somebody without an account. */
  readonly accountId: string | null;
};

/** True for the one who put the question: nobody approves what they asked for themselves. */
export function isRequester(
  { askedBy, askedByMember }: Pick<Decision, 'askedBy' | 'askedByMember'>,
  { memberId, accountId }: Decider,
): boolean {
  if (memberId !== null && memberId === askedByMember) return true;
  return accountId !== null && askedBy.kind === 'user' && askedBy.id === accountId;
}

/** The names that a refusal gives, so that nobody ends at a "no". */
export function whoMay({ mayOrder, emergency }: Pick<Judgement, 'mayOrder' | 'emergency'>): string {
  const names = (mayOrder.length > 0 ? mayOrder : emergency).map(({ name }) => name);
  return names.slice(0, 5).join('、');
}

/** By which authority somebody decides; a refusal with the reason and with who may instead. An emergency is no authority. */
export function authorityOf(judgement: Judgement): Authority | Refusal {
  const { verdict, rule, version, delegationId } = judgement;
  if ((verdict === 'may-order' || verdict === 'by-delegation') && rule !== null && version !== null)
    return { verdict, version, rule: rule.number, delegationId };
  const names = whoMay({ mayOrder: judgement.mayOrder, emergency: [] });
  if (names === '') return refusal('decisions.decide.no-authority', { reason: judgement.reason ?? 'not-named' });
  return refusal('decisions.decide.not-authorised', { names, reason: judgement.reason ?? 'not-named' });
}

type Choice = {
  readonly option: Option;
  readonly authority: Authority;
  readonly next: 'awaiting-second' | 'decided';
};

/** Whether somebody may decide a question now, and what comes next: done, or a second person. */
export function decideChoice(
  decision: Pick<Decision, 'state' | 'options' | 'askedBy' | 'askedByMember'>,
  given: { readonly by: Decider; readonly option: string; readonly judgement: Judgement },
): Choice | Refusal {
  if (decision.state !== 'open') return refusal('decisions.decide.over');
  if (isRequester(decision, given.by)) return refusal('decisions.decide.own', { names: whoMay(given.judgement) });
  const authority = authorityOf(given.judgement);
  if ('code' in authority) return authority;
  const option = decision.options.find(({ key }) => key === given.option);
  if (option === undefined)
    return refusal('decisions.ask.option-unknown', {}, [{ path: 'body.option', code: 'unknown' }]);
  return { option, authority, next: given.judgement.needsFourEyes ? 'awaiting-second' : 'decided' };
}

/** Whether somebody may be the second of four eyes: authorised, neither the first nor whoever asked. */
export function decideSecond(
  decision: Pick<Decision, 'state' | 'decision' | 'askedBy' | 'askedByMember' | 'kind'>,
  given: { readonly by: Decider; readonly judgement: Judgement },
): Authority | Refusal {
  if (decision.state !== 'awaiting-second' || decision.decision === null) return refusal('decisions.agree.not-waiting');
  if (given.by.memberId !== null && given.by.memberId === decision.decision.by.memberId)
    return refusal('decisions.agree.same-person');
  // Who recorded or ordered it is as little the second as who asked.
  const { recordedBy } = decision.decision;
  const isRecorder = given.by.accountId !== null && recordedBy.kind === 'user' && recordedBy.id === given.by.accountId;
  if (isRecorder || isRequester(decision, given.by))
    return refusal('decisions.decide.own', { names: whoMay(given.judgement) });
  return authorityOf(given.judgement);
}

/**
 * Whether a decision orders its action now: an ordering option, decided (by two where four eyes are asked for), nothing in
 * its place, and for one by word of mouth: confirmed by its decider.
 */
export function isStanding(
  decision: Pick<Decision, 'state' | 'kind' | 'decision' | 'confirmed' | 'supersededById'>,
): boolean {
  if (decision.state !== 'decided' || decision.decision?.isOrder !== true) return false;
  if (decision.supersededById !== null) return false;
  return decision.kind !== 'oral' || decision.confirmed?.isRight === true;
}

/**
 * Whether a decision on one thing covers an action on another: each name that the decision gives is given for the action
 * too. Where either names nothing, they are taken to mean the same: a decision on nothing in particular is one on
 * everything, and an action that names nothing is done to what was decided. Width and case of names do not matter.
 */
export function isAbout(decided: Target, done: Target): boolean {
  if (decisionTargetFields.every((field) => done[field].trim() === '')) return true;
  return coversTarget(decided, done);
}

/** What some decisions of a record say of an action: the newest that orders it, else one that orders it elsewhere. */
export function orderAmong<
  D extends Parameters<typeof isStanding>[0] & { readonly actionKind: string; readonly target: Target },
>(
  decisions: readonly D[],
  done: { readonly actionKind: string; readonly target: Target },
): { readonly decision: D | null; readonly elsewhere: D | null } {
  const ordering = decisions.filter((one) => one.actionKind === done.actionKind && isStanding(one));
  const decision = ordering.find(({ target }) => isAbout(target, done.target)) ?? null;
  return { decision, elsewhere: decision === null ? (ordering[0] ?? null) : null };
}

/** What something waits for; null when it waits for nothing. */
export function waitsFor(
  decision: Pick<Decision, 'state' | 'kind' | 'confirmed' | 'reported'>,
): 'decision' | 'second' | 'confirmation' | 'report' | null {
  switch (decision.state) {
    case 'open':
      return 'decision';
    case 'awaiting-second':
      return 'second';
    case 'declined':
    case 'withdrawn':
      return null;
    case 'decided':
      if (decision.kind === 'oral' && decision.confirmed === null) return 'confirmation';
      return decision.kind === 'emergency' && decision.reported === null ? 'report' : null;
  }
}

/** Everybody who has had the link of somebody in hand, the last one first. Each stands there once. */
export function linkHolders({ handed }: Pick<Asked, 'handed'>): readonly ActorLink[] {
  if (handed === null) return [];
  const all = [handed.by, ...(handed.before ?? [])];
  return all.filter(({ kind, id }, at) => all.findIndex((one) => one.kind === kind && one.id === id) === at);
}

/**
 * What somebody reads on the page of a link of what was said, the earliest first. Replies are written to whoever may decide:
 * an adviser from outside reads the first one after each question of their own, and none without one.
 */
export function answersFor<A extends { readonly kind: DecisionAnswerKind }>(given: {
  readonly memberId: string | null;
  readonly answers: readonly A[];
}): readonly A[] {
  const { memberId, answers } = given;
  if (memberId !== null) return answers;
  let isWaiting = false;
  return answers.filter(({ kind }) => {
    const isRead = kind !== 'reply' || isWaiting;
    if (kind === 'question') isWaiting = true;
    if (kind === 'reply') isWaiting = false;
    return isRead;
  });
}

const day = 86_400_000;

/** Why a time to decide cannot be set: it has passed, or is so far away that nobody means it. */
export function refusalOfDue(decideByAt: Date | null, now: Date): Refusal | null {
  if (decideByAt === null) return null;
  const refused = (code: 'due-passed' | 'due-too-far') =>
    refusal(`decisions.ask.${code}`, {}, [{ path: 'body.decideByAt', code }]);
  if (decideByAt <= now) return refused('due-passed');
  return decideByAt.getTime() > now.getTime() + mostDecisionDays * day ? refused('due-too-far') : null;
}

/** When a link that is made now ends: some days after the time to decide, whatever that is never later than the most. */
export function linkEndOf({ decideByAt }: Pick<Decision, 'decideByAt'>, now: Date): Date {
  const from = Math.max(now.getTime(), decideByAt?.getTime() ?? 0);
  return new Date(Math.min(from + decisionLinkDays * day, now.getTime() + mostDecisionLinkDays * day));
}

/** What a PIN that was typed means. After the last wrong one only a new PIN helps. */
export function judgePin(given: {
  readonly isSet: boolean;
  readonly tries: number;
  readonly isRight: boolean;
}): 'right' | 'wrong' | 'locked' | 'none' {
  if (given.tries >= decisionPinTries) return 'locked';
  if (!given.isSet) return 'none';
  if (given.isRight) return 'right';
  return given.tries + 1 >= decisionPinTries ? 'locked' : 'wrong';
}

const minute = 60_000;
/** How long a question without a time waits before somebody is reminded and before others are asked. */
export const patience = { remindMinutes: 60, escalateMinutes: 120, confirmMinutes: 240 } as const;

export type FollowUp =
  | { readonly act: 'remind' | 'escalate' | 'overdue' }
  | { readonly act: 'wait'; readonly until: Date }
  | { readonly act: 'nothing' };

/**
 * What the clock of a decision says: of a question, remind at half of its time, ask others at three quarters, say that it
 * is over; of an emergency, remind at three quarters of the time to report, and say that it is over; of what was said and is not
 * confirmed, remind once. Each happens at most once; what was missed while the program stood is made up for.
 */
export function followUpOf(
  decision: Pick<
    Decision,
    | 'state'
    | 'kind'
    | 'confirmed'
    | 'reported'
    | 'askedAt'
    | 'decideByAt'
    | 'reportDueAt'
    | 'remindedAt'
    | 'escalatedAt'
    | 'overdueAt'
  >,
  now: Date,
): FollowUp {
  const waits = waitsFor(decision);
  if (waits === null) return { act: 'nothing' };
  const start = decision.askedAt.getTime();
  const due = waits === 'report' ? decision.reportDueAt : decision.decideByAt;
  const share = (part: number, otherwise: number) =>
    new Date(start + (due === null ? otherwise * minute : Math.max(0, due.getTime() - start) * part));
  const steps: { readonly act: 'remind' | 'escalate' | 'overdue'; readonly at: Date; readonly done: Date | null }[] =
    [];
  const isAsked = waits === 'decision' || waits === 'second';
  const remindAt = isAsked
    ? share(0.5, patience.remindMinutes)
    : waits === 'report'
      ? share(0.75, patience.remindMinutes)
      : new Date(start + patience.confirmMinutes * minute);
  steps.push({ act: 'remind', at: remindAt, done: decision.remindedAt });
  if (isAsked) steps.push({ act: 'escalate', at: share(0.75, patience.escalateMinutes), done: decision.escalatedAt });
  if (due !== null) steps.push({ act: 'overdue', at: due, done: decision.overdueAt });
  const open = steps.filter(({ done }) => done === null);
  const passed = open.filter(({ at }) => at <= now);
  const next = passed[0];
  if (next !== undefined) return { act: next.act };
  const [first] = open.map(({ at }) => at).sort((one, other) => one.getTime() - other.getTime());
  return first === undefined ? { act: 'nothing' } : { act: 'wait', until: first };
}
