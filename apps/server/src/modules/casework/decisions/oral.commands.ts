import type { BodyOf, RouteWith } from '@matoi/contract';
import { isRefusal, type Refusal, refusal, refuse } from '@matoi/kernel';
import { actorLink } from '../../../platform/access/index.ts';
import { defineCommand, type Work } from '../../../platform/commands/index.ts';
import type { Judgement } from '../../governance/authority/index.ts';
import type { Person as TeamPerson } from '../../governance/team/index.ts';
import { recordAct } from '../journal/index.ts';
import { enterAsked, enterDecision, type Links, membersNamed, refusalOfAction, toAsk } from './ask.commands.ts';
import type { Authority, Brief, Decided, Decision } from './decision.model.ts';
import { showDecision } from './decision.queries.ts';
import { authorityOf, isRequester, whoMay } from './decision.rules.ts';
import { findDecision } from './decision.store.ts';
import { type LoadedAction, loadAction, onlyOption } from './order.commands.ts';

/** What somebody said, as the form of the route gives it. */
export type OralBody = BodyOf<RouteWith<'decisions.record-oral'>>;
/** What is known before it is judged. */
export type OralGround = LoadedAction & { readonly person: TeamPerson };
/** What will be written. */
export type OralChange = { readonly authority: Authority; readonly judgement: Judgement; readonly saidAt: Date };

/** Loads what is needed to record a decision that was said; its record is locked. */
export async function loadOral(work: Work, ref: string, body: OralBody): Promise<OralGround> {
  const { actionKind, target, supersedesId, memberId } = body;
  const [person] = await membersNamed(work, [memberId]);
  if (person === undefined) throw new TypeError('an oral decision has no decider');
  const at = new Date(Math.min(new Date(body.saidAt).getTime(), work.now.getTime()));
  return { ...(await loadAction(work, ref, { actionKind, target, supersedesId, memberId, at })), person };
}

/** Whether it may be recorded: said already, by somebody else than who records it, who had the authority at that moment. */
export function decideOral(
  { judgement, superseded, by, person }: OralGround,
  body: OralBody,
  now: Date,
): OralChange | Refusal {
  const refused = refusalOfAction(body);
  if (refused !== null || judgement === null) return refused ?? refusal('decisions.ask.action-unknown');
  if (superseded !== null && isRefusal(superseded)) return superseded;
  const said = new Date(body.saidAt);
  // A clock of the browser may be a little ahead.
  if (said.getTime() > now.getTime() + 120_000)
    return refusal('decisions.oral.in-the-future', {}, [{ path: 'body.saidAt', code: 'in-the-future' }]);
  if (person.memberId === by.memberId || (person.accountId !== null && person.accountId === by.accountId))
    return refusal('decisions.oral.own', {}, [{ path: 'body.memberId', code: 'own' }]);
  const authority = authorityOf(judgement);
  if (isRefusal(authority)) return authority;
  return { authority, judgement, saidAt: said > now ? now : said };
}

/** Writes it in the caller's transaction, and asks its decider to confirm it. */
export async function enterOral(
  work: Work,
  { subject, person }: OralGround,
  given: {
    readonly change: OralChange;
    readonly body: OralBody;
    readonly links: Links;
    /** The open brief that was decided: once its decider confirms what was said, the brief is over. */
    readonly brief?: Decision | null;
  },
): Promise<Decision> {
  const { change, body, links } = given;
  const { authority, judgement, saidAt } = change;
  const made: Decided = {
    by: { memberId: person.memberId, name: person.name },
    at: saidAt.toISOString(),
    recordedAt: work.now.toISOString(),
    identity: null,
    authority,
    reason: body.reason,
    option: 'A',
    isOrder: body.isOrder,
    means: body.means,
    recordedBy: actorLink(work.actor),
  };
  const { question, actionKind, target, evidenceLost, supersedesId } = body;
  const brief: Brief = {
    kind: 'oral',
    ...{ question, actionKind, target, evidenceLost },
    supersedesId: given.brief?.id ?? supersedesId,
    whyNow: '',
    waitingCost: '',
    decideByAt: null,
    options: [onlyOption(body.answer, body.isOrder)],
    csirt: null,
    vendor: null,
    conditions: '',
    conditionsMet: '',
    mayDecide: judgement.mayOrder.map(({ memberId, name, rule }) => ({ memberId, name, rule })),
    reportDueAt: null,
  };
  const state = judgement.needsFourEyes ? 'awaiting-second' : 'decided';
  const decision = await enterDecision(work, subject, { brief, made: { state, decision: made } });
  const asked = await toAsk(work, person, 'confirm');
  await enterAsked(work, { decision, subject, person: asked, rank: 1, links });
  await recordAct(work, subject.id, {
    code: 'decision.oral',
    occurredAt: saidAt,
    params: {
      number: decision.number,
      title: body.answer,
      name: person.name,
      rule: authority.rule,
      reason: body.means,
    },
  });
  return decision;
}

/** What the audit log says of it. */
export const auditOfOral = (decision: Decision, { authority, saidAt }: OralChange) => ({
  decisionId: decision.id,
  number: decision.number,
  ...{ actionKind: decision.actionKind, target: decision.target, authority, state: decision.state },
  memberId: decision.decision?.by.memberId ?? null,
  saidAt,
  means: decision.decision?.means ?? '',
});

/** An open brief of a record, locked, with the option that was chosen by word of mouth. Refuses what is no longer open. */
export async function findOpenBrief(work: Work, asked: { readonly id: string; readonly option: string }) {
  const brief = await findDecision(work, asked.id, { forUpdate: true });
  if (brief.state !== 'open') return refuse('decisions.decide.over');
  const option = brief.options.find(({ key }) => key === asked.option);
  return option === undefined ? refuse('decisions.ask.option-unknown') : { brief, option };
}

/** Nobody decides what they asked for, by word of mouth as little as by themselves. */
export function refusalOfRequester(brief: Decision, ground: OralGround): Refusal | null {
  if (!isRequester(brief, ground.person)) return null;
  const mayOrder = ground.judgement?.mayOrder ?? [];
  return refusal('decisions.decide.own', { names: whoMay({ mayOrder, emergency: [] }) });
}

type Oral = { readonly params: { readonly id: string }; readonly body: OralBody; readonly links: Links };

/**
 * Records what somebody decided by word of mouth, with when it was said and when it was recorded. Judged by the matrix of
 * the moment when it was said; it orders nothing before its decider has confirmed it.
 */
export const recordOral = defineCommand({
  id: 'decisions.record-oral',
  load: (work: Work, { params, body }: Oral) => loadOral(work, params.id, body),
  permit: (_actor, { refused }) => refused,
  decide: (ground, { body }, { now }): OralChange | Refusal => decideOral(ground, body, now),
  async record(work, { loaded, change, input: { body, links } }) {
    const decision = await enterOral(work, loaded, { change, body, links });
    return {
      subjectId: loaded.subject.id,
      audit: auditOfOral(decision, change),
      facts: [],
      result: decision.id,
    };
  },
  show: (work, id) => showDecision(work, id),
});
