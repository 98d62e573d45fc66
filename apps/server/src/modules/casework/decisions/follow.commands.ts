import { asId } from '@matoi/kernel';
import { defineCommand, permitAll, type Reading, type Work } from '../../../platform/commands/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import { deputiesOf } from '../../governance/team/index.ts';
import { recordAct } from '../journal/index.ts';
import { type Links, mailAsked } from './ask.commands.ts';
import { decideAlso, enterAlso, loadAlso } from './asked.commands.ts';
import { askedOf } from './asked.store.ts';
import type { Asked, Decision } from './decision.model.ts';
import { judgeFor } from './decision.queries.ts';
import { type FollowUp, followUpOf, waitsFor } from './decision.rules.ts';
import { findDecision, updateDecision } from './decision.store.ts';

/** What the clock of a decision says now. */
export async function followPlan(reading: Reading, decisionId: string): Promise<FollowUp> {
  return followUpOf(await findDecision(reading, decisionId), reading.now);
}

type Follow = { readonly decisionId: string; readonly links: Links };

/**
 * Does what the clock of a decision says: reminds, asks the next person who has the authority, or says that the time is over.
 * That it happened is written in the transaction of what it does, so that nothing happens twice. Answers what comes next.
 */
export const followUp = defineCommand({
  id: 'decisions.follow-up',
  async load(work: Work, { decisionId }: Follow) {
    const decision = await findDecision(work, decisionId, { forUpdate: true });
    await findSubject(work, decision.subjectId);
    return { decision, asked: await askedOf(work, [decisionId]) };
  },
  permit: permitAll,
  decide: ({ decision }, _input, { now }) => followUpOf(decision, now),
  async record(work, { loaded: { decision, asked }, change: plan, input: { links } }) {
    const subjectId = asId<'Subject'>(decision.subjectId);
    const audit = { decisionId: decision.id, act: plan.act };
    const next = async (): Promise<FollowUp> => followUpOf(await findDecision(work, decision.id), work.now);
    switch (plan.act) {
      case 'wait':
      case 'nothing':
        return { subjectId, audit, facts: [], result: plan as FollowUp };
      case 'remind':
        await remind(work, decision, asked, links);
        break;
      case 'escalate':
        await escalate(work, decision, asked, links);
        break;
      case 'overdue':
        await updateDecision(work, decision.id, { overdueAt: work.now });
        await recordAct(work, subjectId, {
          code: 'decision.overdue',
          params: { number: decision.number, title: decision.question },
        });
        work.fact({ kind: 'decision.overdue', decisionId: decision.id }, subjectId);
        break;
    }
    return { subjectId, audit, facts: [], result: await next() };
  },
  show: async (_work, next) => next,
});

async function remind(work: Work, decision: Decision, asked: readonly Asked[], { hasRelay }: Links): Promise<void> {
  await updateDecision(work, decision.id, { remindedAt: work.now });
  const subjectId = asId<'Subject'>(decision.subjectId);
  for (const one of asked) {
    if (one.why === 'advice') continue;
    await mailAsked(work, { decision, asked: one, purpose: 'reminder', hasRelay });
    if (one.accountId !== null)
      work.fact({ kind: 'decision.asked', decisionId: decision.id, accountId: one.accountId }, subjectId);
  }
  const names = asked.filter(({ why }) => why !== 'advice').map(({ name }) => name);
  if (waitsFor(decision) === 'report' && decision.decision !== null) {
    const { recordedBy } = decision.decision;
    if (recordedBy.kind === 'user')
      work.fact({ kind: 'decision.asked', decisionId: decision.id, accountId: recordedBy.id }, subjectId);
    names.push(decision.decision.by.name);
  }
  await recordAct(work, subjectId, {
    code: 'decision.reminded',
    lane: 'communication',
    params: { number: decision.number, title: decision.question, name: names.join('、') },
  });
}

/** Asks the first deputy of somebody silent who has the authority, else the next one whom the matrix names. */
async function escalate(work: Work, decision: Decision, asked: readonly Asked[], links: Links): Promise<void> {
  await updateDecision(work, decision.id, { escalatedAt: work.now });
  const subjectId = asId<'Subject'>(decision.subjectId);
  const subject = await findSubject(work, decision.subjectId);
  const { actionKind, target } = decision;
  const { mayOrder } = await judgeFor(work, subject, { actionKind, target, memberId: null });
  const deputies: string[] = [];
  for (const { memberId, why } of asked)
    if (memberId !== null && why !== 'advice')
      deputies.push(...(await deputiesOf(work.db, { memberId, at: work.now })).map((one) => one.memberId));
  const candidates = [...deputies, ...mayOrder.map(({ memberId }) => memberId)];
  for (const memberId of new Set(candidates)) {
    const ground = await loadAlso(work, decision.id, memberId);
    if (decision.state !== 'open' || decideAlso(ground) !== null) continue;
    await enterAlso(work, ground, { why: 'escalated', links });
    return;
  }
  await recordAct(work, subjectId, {
    code: 'decision.silent',
    lane: 'communication',
    params: { number: decision.number, title: decision.question },
  });
  work.fact({ kind: 'decision.overdue', decisionId: decision.id }, subjectId);
}
