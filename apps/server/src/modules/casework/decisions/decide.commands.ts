import type { ActorLink, BodyOf, DecisionIdentity, RouteWith } from '@matoi/contract';
import { asId, isRefusal, type Refusal, refusal } from '@matoi/kernel';
import { actorLink } from '../../../platform/access/index.ts';
import { defineCommand, type Work } from '../../../platform/commands/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { findSubject, mayAnnotate, type Subject } from '../../../platform/subjects/index.ts';
import type { Judgement } from '../../governance/authority/index.ts';
import { recordAct } from '../journal/index.ts';
import { supersede } from './ask.commands.ts';
import { insertAnswer } from './asked.store.ts';
import type { Authority, Decided, Decision, Heard, Person } from './decision.model.ts';
import { deciderOf, judgeFor, showDecision } from './decision.queries.ts';
import { type Decider, decideChoice, decideSecond, waitsFor } from './decision.rules.ts';
import { findDecision, updateDecision } from './decision.store.ts';

/** Who says something to a decision, and how it was made sure that it is they. */
export type Speaker = {
  readonly by: Decider & { readonly name: string };
  readonly identity: DecisionIdentity;
  readonly author: ActorLink;
  readonly askedId: string | null;
};

export type Loaded = {
  readonly decision: Decision;
  readonly subject: Subject;
  readonly refused: Refusal | null;
  readonly judgement: Judgement;
};

/** Loads a decision for change, with what the matrix says of the speaker at this moment. */
export async function loadDecision(work: Work, id: string, memberId: string | null): Promise<Loaded> {
  const decision = await findDecision(work, id, { forUpdate: true });
  const subject = await findSubject(work, decision.subjectId);
  const { actionKind, target } = decision;
  return {
    decision,
    subject,
    refused: await mayAnnotate(work, subject),
    judgement: await judgeFor(work, subject, { actionKind, target, memberId: memberId ?? 'no member' }),
  };
}

/** The speaker of an act in the program: signed in. */
export async function speakerOf(work: Work): Promise<Speaker> {
  return { by: await deciderOf(work), identity: 'account', author: actorLink(work.actor), askedId: null };
}

const personOf = ({ by }: Speaker): Person => ({ memberId: by.memberId, name: by.name });

async function answer(
  work: Work,
  decision: Decision,
  speaker: Speaker,
  said: {
    readonly kind: Parameters<typeof insertAnswer>[1]['kind'];
    readonly text: string;
    readonly option?: string | null;
  },
): Promise<void> {
  await insertAnswer(work, {
    decisionId: decision.id,
    subjectId: decision.subjectId,
    askedId: speaker.askedId,
    kind: said.kind,
    text: said.text,
    option: said.option ?? null,
    author: speaker.author,
    identity: speaker.identity,
  });
}

/** Writes what somebody with authority chose, in the caller's transaction: decided, or waiting for a second person. */
export async function recordChoice(
  work: Work,
  decision: Decision,
  given: {
    readonly speaker: Speaker;
    readonly choice: Exclude<ReturnType<typeof decideChoice>, Refusal>;
    readonly reason: string;
  },
): Promise<void> {
  const { speaker, choice, reason } = given;
  const subjectId = asId<'Subject'>(decision.subjectId);
  const at = work.now.toISOString();
  const made: Decided = {
    by: personOf(speaker),
    at,
    recordedAt: at,
    identity: speaker.identity,
    authority: choice.authority,
    reason,
    option: choice.option.key,
    isOrder: choice.option.isOrder,
    means: '',
    recordedBy: speaker.author,
  };
  await updateDecision(work, decision.id, { state: choice.next, decision: made });
  await answer(work, decision, speaker, { kind: 'decided', text: reason, option: choice.option.key });
  await indexText(work, { subjectId, part: `decision-reason ${decision.id}`, texts: [reason] });
  await recordAct(work, subjectId, {
    code: choice.next === 'decided' ? 'decision.made' : 'decision.first',
    params: {
      number: decision.number,
      title: choice.option.title,
      name: made.by.name,
      rule: choice.authority.rule,
      reason,
    },
    author: speaker.author,
  });
  if (choice.next === 'decided') {
    await supersede(work, decision);
    work.fact({ kind: 'decision.made', decisionId: decision.id }, subjectId);
  } else work.fact({ kind: 'decision.changed', decisionId: decision.id }, subjectId);
}

/** Writes what the second of four eyes says, in the caller's transaction. */
export async function recordSecond(
  work: Work,
  decision: Decision,
  given: {
    readonly speaker: Speaker;
    readonly authority: Authority;
    readonly agrees: boolean;
    readonly reason: string;
  },
): Promise<void> {
  const { speaker, authority, agrees, reason } = given;
  const subjectId = asId<'Subject'>(decision.subjectId);
  const at = work.now.toISOString();
  const second: Heard = { by: personOf(speaker), at, recordedAt: at, identity: speaker.identity, authority, reason };
  await updateDecision(work, decision.id, { state: agrees ? 'decided' : 'declined', second });
  await answer(work, decision, speaker, { kind: agrees ? 'agreed' : 'declined', text: reason });
  await recordAct(work, subjectId, {
    code: agrees ? 'decision.agreed' : 'decision.declined',
    params: { number: decision.number, title: decision.question, name: second.by.name, rule: authority.rule, reason },
    author: speaker.author,
  });
  // What was said takes the place of nothing before its decider confirms it.
  if (agrees && decision.kind !== 'oral') await supersede(work, decision);
  work.fact({ kind: agrees ? 'decision.made' : 'decision.changed', decisionId: decision.id }, subjectId);
}

/** Writes whether the decider says that an oral decision was recorded as it was said, in the caller's transaction. */
export async function recordConfirmation(
  work: Work,
  decision: Decision,
  given: { readonly speaker: Speaker; readonly isRight: boolean; readonly text: string },
): Promise<void> {
  const { speaker, isRight, text } = given;
  const subjectId = asId<'Subject'>(decision.subjectId);
  const by = personOf(speaker);
  const confirmed = { isRight, at: work.now.toISOString(), by, identity: speaker.identity, text };
  await updateDecision(work, decision.id, { confirmed });
  await answer(work, decision, speaker, { kind: isRight ? 'confirmed' : 'denied', text });
  await recordAct(work, subjectId, {
    code: isRight ? 'decision.confirmed' : 'decision.denied',
    params: { number: decision.number, title: decision.question, name: by.name, reason: text },
    author: speaker.author,
  });
  if (isRight) await supersede(work, decision);
  work.fact({ kind: 'decision.made', decisionId: decision.id }, subjectId);
}

/** Whether somebody may confirm: the one who is said to have decided, and not whoever recorded it. */
export function decideConfirmation(decision: Decision, by: Decider): Refusal | null {
  if (waitsFor(decision) !== 'confirmation' || decision.decision === null)
    return refusal('decisions.confirm.not-waiting');
  const { recordedBy, by: decider } = decision.decision;
  const isRecorder = by.accountId !== null && recordedBy.kind === 'user' && recordedBy.id === by.accountId;
  const isDecider = by.memberId !== null && by.memberId === decider.memberId;
  return isDecider && !isRecorder ? null : refusal('decisions.confirm.not-yours', { name: decider.name });
}

/** Writes a question back, an answer to one, or a proposal, in the caller's transaction. */
export async function recordSaid(
  work: Work,
  decision: Decision,
  given: {
    readonly speaker: Speaker;
    readonly kind: 'question' | 'reply' | 'proposal';
    readonly text: string;
    readonly option: string | null;
  },
): Promise<void> {
  const { speaker, kind, text, option } = given;
  const subjectId = asId<'Subject'>(decision.subjectId);
  await answer(work, decision, speaker, { kind, text, option });
  await recordAct(work, subjectId, {
    code: `decision.${kind}`,
    lane: 'communication',
    params: { number: decision.number, name: speaker.by.name, title: option ?? '', reason: text },
    author: speaker.author,
  });
  work.fact({ kind: 'decision.changed', decisionId: decision.id }, subjectId);
}

type On<Body> = { readonly params: { readonly id: string }; readonly body: Body };
type WithSpeaker = Loaded & { readonly speaker: Speaker };

async function load(work: Work, { params }: { readonly params: { readonly id: string } }): Promise<WithSpeaker> {
  const speaker = await speakerOf(work);
  return { ...(await loadDecision(work, params.id, speaker.by.memberId)), speaker };
}

const versioned = {
  of: ({ decision }: WithSpeaker) => decision.version,
  show: (work: Work, { decision }: WithSpeaker) => showDecision(work, decision.id),
};

const recorded = (decision: Decision, audit: Readonly<Record<string, unknown>>) => ({
  subjectId: asId<'Subject'>(decision.subjectId),
  audit: { decisionId: decision.id, number: decision.number, ...audit },
  facts: [],
  result: decision.id,
});

/** Decides, signed in. */
export const decide = defineCommand({
  id: 'decisions.decide',
  load: (work: Work, input: On<BodyOf<RouteWith<'decisions.decide'>>>) => load(work, input),
  versioned,
  permit: (_actor, { refused }) => refused,
  decide: ({ decision, speaker, judgement }, { body }) =>
    decideChoice(decision, { by: speaker.by, option: body.option, judgement }),
  async record(work, { loaded: { decision, speaker }, change: choice, input: { body } }) {
    await recordChoice(work, decision, { speaker, choice, reason: body.reason });
    return recorded(decision, { option: body.option, authority: choice.authority, next: choice.next });
  },
  show: (work, id) => showDecision(work, id),
});

/** Agrees as the second person, or declines. */
export const agree = defineCommand({
  id: 'decisions.agree',
  load: (work: Work, input: On<BodyOf<RouteWith<'decisions.agree'>>>) => load(work, input),
  versioned,
  permit: (_actor, { refused }) => refused,
  decide({ decision, speaker, judgement }): { readonly authority: Authority } | Refusal {
    const authority = decideSecond(decision, { by: speaker.by, judgement });
    return isRefusal(authority) ? authority : { authority };
  },
  async record(work, { loaded: { decision, speaker }, change: { authority }, input: { body } }) {
    await recordSecond(work, decision, { speaker, authority, ...body });
    return recorded(decision, { agrees: body.agrees, authority });
  },
  show: (work, id) => showDecision(work, id),
});

/** Asks back, answers, or proposes. */
export const say = defineCommand({
  id: 'decisions.say',
  load: (work: Work, input: On<BodyOf<RouteWith<'decisions.say'>>>) => load(work, input),
  permit: (_actor, { refused }) => refused,
  decide({ decision }, { body }): BodyOf<RouteWith<'decisions.say'>> | Refusal {
    if (decision.state !== 'open' && decision.state !== 'awaiting-second') return refusal('decisions.say.over');
    if (body.option !== null && !decision.options.some(({ key }) => key === body.option))
      return refusal('decisions.ask.option-unknown');
    return body;
  },
  async record(work, { loaded: { decision, speaker }, change }) {
    await recordSaid(work, decision, { speaker, ...change });
    return recorded(decision, { kind: change.kind });
  },
  show: (work, id) => showDecision(work, id),
});

/** The decider confirms or denies what was recorded as said. */
export const confirm = defineCommand({
  id: 'decisions.confirm',
  load: (work: Work, input: On<BodyOf<RouteWith<'decisions.confirm'>>>) => load(work, input),
  versioned,
  permit: (_actor, { refused }) => refused,
  decide: ({ decision, speaker }, { body }): BodyOf<RouteWith<'decisions.confirm'>> | Refusal =>
    decideConfirmation(decision, speaker.by) ?? body,
  async record(work, { loaded: { decision, speaker }, change }) {
    await recordConfirmation(work, decision, { speaker, ...change });
    return recorded(decision, { isRight: change.isRight });
  },
  show: (work, id) => showDecision(work, id),
});

/** Reports that an emergency pre-authorisation was used. */
export const reportEmergency = defineCommand({
  id: 'decisions.report',
  load: (work: Work, input: On<BodyOf<RouteWith<'decisions.report'>>>) => load(work, input),
  versioned,
  permit: (_actor, { refused }) => refused,
  decide: ({ decision }, { body }): BodyOf<RouteWith<'decisions.report'>> | Refusal =>
    waitsFor(decision) === 'report' ? body : refusal('decisions.report.not-waiting'),
  async record(work, { loaded: { decision, subject }, change }) {
    await updateDecision(work, decision.id, { reported: change });
    await recordAct(work, subject.id, {
      code: 'decision.reported',
      lane: 'communication',
      params: { number: decision.number, title: decision.question, name: change.to, reason: change.text },
    });
    work.fact({ kind: 'decision.changed', decisionId: decision.id }, subject.id);
    return recorded(decision, { to: change.to, dueAt: decision.reportDueAt });
  },
  show: (work, id) => showDecision(work, id),
});

/** Takes a question back that nobody has decided. */
export const withdraw = defineCommand({
  id: 'decisions.withdraw',
  load: (work: Work, input: On<BodyOf<RouteWith<'decisions.withdraw'>>>) => load(work, input),
  versioned,
  permit: (_actor, { refused }) => refused,
  decide: ({ decision }, { body }): BodyOf<RouteWith<'decisions.withdraw'>> | Refusal =>
    decision.state === 'open' ? body : refusal('decisions.withdraw.over'),
  async record(work, { loaded: { decision, subject }, change }) {
    await updateDecision(work, decision.id, { state: 'withdrawn', withdrawn: change });
    await recordAct(work, subject.id, {
      code: 'decision.withdrawn',
      params: { number: decision.number, title: decision.question, reason: change.reason },
    });
    work.fact({ kind: 'decision.changed', decisionId: decision.id }, subject.id);
    return recorded(decision, { reason: change.reason });
  },
  show: (work, id) => showDecision(work, id),
});
