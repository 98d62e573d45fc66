import { defineCommand, permitAll, type Reading, type Work } from '../../../platform/commands/index.ts';
import { findSubject, partsBelow, type Subject, wholesAbove } from '../../../platform/subjects/index.ts';
import { recordAct } from '../../casework/journal/index.ts';
import { enterCall } from './call.commands.ts';
import { callsBegunBy, policiesCalled } from './call.store.ts';
import type { Sending } from './chain.commands.ts';
import type { Policy } from './policy.model.ts';
import { brake, policiesFor } from './policy.rules.ts';
import { readPolicies } from './policy.store.ts';

/** The record itself, what it is part of, and what is part of it: who was called for one of them is called for all. */
async function relatives(reading: Reading, subject: Subject): Promise<readonly string[]> {
  const below = await partsBelow(reading, subject.id, ['report', 'incident']);
  return [subject.id, ...below, ...(await wholesAbove(reading, subject))];
}

/** The rules that call for a record now and have not called for it yet. */
export async function dueFor(
  reading: Reading,
  subjectId: string,
): Promise<{ readonly subject: Subject; readonly policies: readonly Policy[] } | null> {
  const { policies } = await readPolicies(reading);
  if (!policies.some(({ isOn }) => isOn)) return null;
  const subject = await findSubject(reading, subjectId);
  const signal = await reading.kinds.get(subject.kind)?.signals?.of(reading, subject);
  if (signal === undefined) return null;
  const meant = policiesFor(policies, signal, reading.now);
  if (meant.length === 0) return null;
  const called = await policiesCalled(reading, await relatives(reading, subject));
  const due = meant.filter(({ id }) => !called.has(id));
  return due.length === 0 ? null : { subject, policies: due };
}

type Weigh = { readonly subjectId: string; readonly sending: Sending };

/** Calls people for a record as the rules of the team say, each rule once for a record and what it becomes. */
export const weighRecord = defineCommand({
  id: 'call-outs.weigh',
  async load(work: Work, { subjectId }: Weigh) {
    // Two facts about one record must not both find that nobody was called.
    const subject = await findSubject(work, subjectId, { forUpdate: true });
    return { subject, due: await dueFor(work, subjectId) };
  },
  permit: permitAll,
  decide: ({ due }) => ({ policies: due?.policies ?? [] }),
  async record(work, { loaded: { subject }, change: { policies }, input: { sending } }) {
    const signal = await work.kinds.get(subject.kind)?.signals?.of(work, subject);
    const ids: string[] = [];
    for (const { id, name, steps, repeat } of policies) {
      const since = new Date(work.now.getTime() - brake.ms);
      if ((await callsBegunBy(work, id, since)) >= brake.calls) {
        // Whoever is called already is awake; the record says that nobody was called for it.
        await recordAct(work, subject.id, { code: 'call-out.held-back', lane: 'us', params: { name } });
        continue;
      }
      ids.push(
        await enterCall(
          work,
          {
            subjectId: subject.id,
            cause: 'policy',
            policyId: id,
            policyName: name,
            reason: '',
            priority: signal?.priority ?? null,
            needs: 'one',
            steps,
            repeat,
          },
          sending,
        ),
      );
    }
    return { subjectId: subject.id, audit: { calls: ids }, facts: [], result: null };
  },
  show: async () => null,
});
