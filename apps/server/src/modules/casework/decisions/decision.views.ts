import { decisionPinTries } from '@matoi/contract';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import type { Judgement } from '../../governance/authority/index.ts';
import type { Answer, Asked, Decision, Heard } from './decision.model.ts';
import { authorityOf, type Decider, isRequester, isStanding, linkHolders, waitsFor } from './decision.rules.ts';

export type ViewGround = {
  readonly by: Decider;
  /** By member who is asked: the accounts that have written how they are reached. */
  readonly reachChangers: ReadonlyMap<string, ReadonlySet<string>>;
  /** The record takes nothing more. */
  readonly isClosed: boolean;
  readonly now: Date;
  readonly may: (permission: string) => boolean;
  /** What the matrix says of the reader; null where nothing is to be decided. */
  readonly judgementOf: (decision: Pick<Decision, 'actionKind' | 'target'>) => Judgement | null;
};

/** A decision as it is answered, with what its reader may do. */
export function decisionView(
  decision: Decision,
  given: {
    readonly subject: SubjectLink;
    readonly asked: readonly Asked[];
    readonly answers: readonly Answer[];
    readonly numberOf: (id: string) => string;
    readonly ground: ViewGround;
  },
) {
  const { ground, asked } = given;
  const { now } = ground;
  const waits = waitsFor(decision);
  const isWaited = waits === 'decision' || waits === 'second';
  const linkTo = (id: string | null) => (id === null ? null : { id, number: given.numberOf(id) });
  const { reportDueAt } = decision;
  return {
    id: decision.id,
    number: decision.number,
    version: decision.version,
    subject: { ...given.subject },
    kind: decision.kind,
    state: decision.state,
    question: decision.question,
    whyNow: decision.whyNow,
    waitingCost: decision.waitingCost,
    decideByAt: decision.decideByAt?.toISOString() ?? null,
    isOverdue: isWaited && decision.decideByAt !== null && decision.decideByAt < now,
    options: decision.options,
    csirt: decision.csirt,
    vendor: decision.vendor,
    actionKind: decision.actionKind,
    target: decision.target,
    evidenceLost: decision.evidenceLost,
    askedAt: decision.askedAt.toISOString(),
    askedBy: decision.askedBy,
    mayDecide: decision.mayDecide,
    asked: asked.map((one) => askedView(one, decision, ground)),
    answers: given.answers.map((answer) => ({
      id: answer.id,
      kind: answer.kind,
      by: answer.author.name,
      text: answer.text,
      option: answer.option,
      at: answer.recordedAt.toISOString(),
      identity: answer.identity,
    })),
    decision: decision.decision === null ? null : { ...heard(decision.decision), ...decidedMore(decision.decision) },
    second: decision.second === null ? null : heard(decision.second),
    confirmed: decision.confirmed,
    conditions: decision.conditions,
    conditionsMet: decision.conditionsMet,
    report:
      reportDueAt === null
        ? null
        : {
            dueAt: reportDueAt.toISOString(),
            isOverdue: decision.reported === null && reportDueAt < now,
            done: decision.reported,
          },
    supersedes: linkTo(decision.supersedesId),
    supersededBy: linkTo(decision.supersededById),
    withdrawn: decision.withdrawn,
    isStanding: isStanding(decision),
    can: canOf(decision, ground),
  };
}

const heard = ({ by, at, recordedAt, identity, authority, reason }: Heard) => ({
  by,
  at,
  recordedAt,
  identity,
  authority,
  reason,
});
const decidedMore = ({ option, isOrder, means, recordedBy }: NonNullable<Decision['decision']>) => ({
  option,
  isOrder,
  means,
  recordedBy,
});

function askedView(one: Asked, decision: Decision, { by, reachChangers, may, isClosed }: ViewGround) {
  const isOver = waitsFor(decision) === null || waitsFor(decision) === 'report' || isClosed;
  const isSelf = one.memberId !== null && one.memberId === by.memberId;
  const isOwn = (who: { readonly kind: string; readonly id: string } | null | undefined) =>
    who?.kind === 'user' && who.id === by.accountId;
  const { accountId } = by;
  const hasLink =
    linkHolders(one).some(isOwn) ||
    (accountId !== null && one.memberId !== null && reachChangers.get(one.memberId)?.has(accountId) === true);
  return {
    id: one.id,
    memberId: one.memberId,
    name: one.name,
    why: one.why,
    askedAt: one.askedAt.toISOString(),
    isMailed: one.isMailed,
    openedAt: one.openedAt?.toISOString() ?? null,
    pin:
      one.pin.tries >= decisionPinTries
        ? ('locked' as const)
        : one.pin.hash === null
          ? ('none' as const)
          : ('given' as const),
    can: {
      pin: !isOver && !isSelf && one.memberId !== null && may('decision-asked.pin') && !hasLink,
      link: !isOver && !isSelf && may('decision-asked.link') && !isOwn(one.pin.madeBy),
    },
  };
}

function canOf(decision: Decision, { by, may, isClosed, judgementOf }: ViewGround) {
  const waits = waitsFor(decision);
  const judgement = judgementOf(decision);
  const refused = judgement === null ? null : authorityOf(judgement);
  const isAuthorised = refused !== null && !('code' in refused);
  const isOwn = isRequester(decision, by);
  const isOpen = waits === 'decision' || waits === 'second';
  const recorded = decision.decision?.recordedBy;
  const isRecorder = recorded?.kind === 'user' && recorded.id === by.accountId;
  const isFirst = by.memberId !== null && decision.decision?.by.memberId === by.memberId;
  const on = (permission: string, holds: boolean) => !isClosed && may(permission) && holds;
  const whyNot = () => {
    if (!isOpen || by.memberId === null) return null;
    if (isOwn) return 'decisions.decide.own';
    return refused !== null && 'code' in refused ? refused.code : null;
  };
  return {
    decide: on('decisions.decide', waits === 'decision' && isAuthorised && !isOwn),
    agree: on('decisions.agree', waits === 'second' && isAuthorised && !isOwn && !isFirst && !isRecorder),
    say: on('decisions.say', isOpen),
    passOn: on('decisions.ask-also', waits === 'decision'),
    confirm: on('decisions.confirm', waits === 'confirmation' && isFirst && !isRecorder),
    report: on('decisions.report', waits === 'report'),
    withdraw: on('decisions.withdraw', waits === 'decision'),
    supersede: on('decisions.ask', decision.state === 'decided' && decision.supersededById === null),
    whyNot: whyNot(),
  };
}
