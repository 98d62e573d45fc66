import type { BodyOf, RouteWith } from '@matoi/contract';
import { isRefusal, type Refusal, refusal } from '@matoi/kernel';
import { actorLink } from '../../../platform/access/index.ts';
import { defineCommand, type Work } from '../../../platform/commands/index.ts';
import { findSubject, mayAnnotate, type Subject } from '../../../platform/subjects/index.ts';
import { actionKind, type Judgement, type Target } from '../../governance/authority/index.ts';
import { recordAct } from '../journal/index.ts';
import { enterDecision, findSuperseded, refusalOfAction, supersede } from './ask.commands.ts';
import type { Authority, Brief, Decided, Decision, Option } from './decision.model.ts';
import { deciderOf, judgeFor, showDecision } from './decision.queries.ts';
import { authorityOf, whoMay } from './decision.rules.ts';

/** The one option of what was not chosen among several. */
export const onlyOption = (title: string, isOrder: boolean): Option => ({
  key: 'A',
  title,
  business: '',
  technical: '',
  risk: 'unknown',
  riskText: '',
  cost: '',
  reversible: 'unknown',
  isOrder,
});

export type LoadedAction = {
  readonly subject: Subject;
  readonly refused: Refusal | null;
  readonly judgement: Judgement | null;
  readonly superseded: Decision | Refusal | null;
  readonly by: Awaited<ReturnType<typeof deciderOf>>;
};

/** What is needed to judge an action that somebody orders or ordered. */
export async function loadAction(
  work: Work,
  ref: string,
  asked: {
    readonly actionKind: string;
    readonly target: Target;
    readonly supersedesId: string | null;
    readonly memberId: string | null;
    readonly at?: Date;
  },
): Promise<LoadedAction> {
  const subject = await findSubject(work, ref, { forUpdate: true });
  const { supersedesId, ...question } = asked;
  return {
    subject,
    refused: await mayAnnotate(work, subject),
    judgement: actionKind(asked.actionKind) === null ? null : await judgeFor(work, subject, question),
    superseded: await findSuperseded(work, subject, asked),
    by: await deciderOf(work),
  };
}

type Ordered = { readonly authority: Authority; readonly isEmergency: boolean; readonly judgement: Judgement };

/** By what somebody orders: by their own authority, or by the pre-authorisation for an emergency when nothing else holds. */
export function decideOrder(
  judgement: Judgement,
  asked: { readonly isEmergency: boolean; readonly conditionsMet: string },
): Ordered | Refusal {
  const { verdict, rule, version, conditions } = judgement;
  if (!asked.isEmergency) {
    if (verdict === 'emergency')
      return refusal('decisions.order.emergency-only', { conditions, names: whoMay(judgement) });
    const authority = authorityOf(judgement);
    return isRefusal(authority) ? authority : { authority, isEmergency: false, judgement };
  }
  if (verdict !== 'emergency' || rule === null || version === null)
    return refusal('decisions.order.no-emergency', { names: whoMay(judgement) });
  if (asked.conditionsMet === '')
    return refusal('decisions.order.needs-conditions', { conditions }, [
      { path: 'body.conditionsMet', code: 'needs-conditions' },
    ]);
  return {
    authority: { verdict, version, rule: rule.number, delegationId: null },
    isEmergency: true,
    judgement,
  };
}

type Order = { readonly params: { readonly id: string }; readonly body: BodyOf<RouteWith<'decisions.order'>> };

/** Records an order by one's own authority, or that an emergency pre-authorisation is used. */
export const orderDecision = defineCommand({
  id: 'decisions.order',
  async load(work: Work, { params, body }: Order) {
    const { actionKind: kind, target, supersedesId } = body;
    const { memberId } = await deciderOf(work);
    return loadAction(work, params.id, { actionKind: kind, target, supersedesId, memberId: memberId ?? 'no member' });
  },
  permit: (_actor, { refused }) => refused,
  decide({ judgement, superseded }, { body }): Ordered | Refusal {
    const refused = refusalOfAction(body);
    if (refused !== null || judgement === null) return refused ?? refusal('decisions.ask.action-unknown');
    if (superseded !== null && isRefusal(superseded)) return superseded;
    return decideOrder(judgement, body);
  },
  async record(work, { loaded: { subject, by }, change: { authority, isEmergency, judgement }, input: { body } }) {
    const at = work.now.toISOString();
    const made: Decided = {
      by: { memberId: by.memberId, name: by.name },
      at,
      recordedAt: at,
      identity: 'account',
      authority,
      reason: body.reason,
      option: 'A',
      isOrder: true,
      means: '',
      recordedBy: actorLink(work.actor),
    };
    const { question, actionKind: kind, target, evidenceLost, supersedesId, conditionsMet } = body;
    const brief: Brief = {
      kind: isEmergency ? 'emergency' : 'order',
      ...{ question, actionKind: kind, target, evidenceLost, supersedesId },
      whyNow: body.reason,
      waitingCost: '',
      decideByAt: null,
      options: [onlyOption(question, true)],
      csirt: null,
      vendor: null,
      conditions: judgement.conditions,
      conditionsMet: isEmergency ? conditionsMet : '',
      mayDecide: judgement.mayOrder.map(({ memberId, name, rule }) => ({ memberId, name, rule })),
      reportDueAt: judgement.reportWithinMs === null ? null : new Date(work.now.getTime() + judgement.reportWithinMs),
    };
    const state = judgement.needsFourEyes ? 'awaiting-second' : 'decided';
    const decision = await enterDecision(work, subject, { brief, made: { state, decision: made } });
    await recordAct(work, subject.id, {
      code: isEmergency ? 'decision.emergency' : state === 'decided' ? 'decision.ordered' : 'decision.first',
      params: {
        number: decision.number,
        title: question,
        name: by.name,
        rule: authority.rule,
        reason: isEmergency ? conditionsMet : body.reason,
      },
    });
    if (state === 'decided') await supersede(work, decision);
    return {
      subjectId: subject.id,
      audit: {
        decisionId: decision.id,
        number: decision.number,
        ...{ actionKind: kind, target, authority, state, conditionsMet },
        reportDueAt: brief.reportDueAt,
      },
      facts: [],
      result: decision.id,
    };
  },
  show: (work, id) => showDecision(work, id),
});
