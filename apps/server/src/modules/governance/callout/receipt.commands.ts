import { asId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { recordAnswer } from './answer.commands.ts';
import { findAttempt, insertAttemptNote } from './attempt.store.ts';
import { mayAnswer } from './call.rules.ts';
import { findCall } from './call.store.ts';
import { recordNote } from './delivery.commands.ts';
import { findPerson } from './person.store.ts';
import type { Receipt } from './receipt.model.ts';
import { newsOf } from './receipt.rules.ts';

type Take = {
  readonly attemptId: string;
  /** Where the record of the word lies: the one compartment that this act writes into. */
  readonly compartmentId: number;
  readonly adapterName: string;
  readonly receipt: Receipt;
};

/** Takes what a service reports on a word that it was handed. The same report once more changes nothing. */
export const takeReceipt = defineCommand({
  id: 'call-receipts.take',
  writesInto: ({ compartmentId }: Take) => [compartmentId],
  async load(work: Work, { attemptId }: Take) {
    const { callId } = await findAttempt(work, attemptId);
    const call = await findCall(work, callId, { forUpdate: true });
    const attempt = await findAttempt(work, attemptId);
    return { call, attempt, person: await findPerson(work, attempt.personId) };
  },
  permit: permitAll,
  decide: ({ call, attempt, person }, { receipt }) =>
    newsOf(receipt, {
      state: attempt.state,
      mayAnswer: (answer) => mayAnswer(call, person, answer),
    }),
  async record(
    work,
    { loaded: { call, attempt, person }, change: { state, answer }, input: { receipt, adapterName } },
  ) {
    const { words } = receipt;
    const subjectId = asId<'Subject'>(attempt.subjectId);
    if (state !== null) await recordNote(work, attempt, { state, words });
    if (answer !== null) {
      const note = { attemptId: attempt.id, subjectId: attempt.subjectId, state: 'answered', words } as const;
      await insertAttemptNote(work, note);
      const by = { kind: 'system', id: 'call-receipts', name: adapterName } as const;
      await recordAnswer(work, { call, person }, { answer, text: '', by, at: work.now });
    }
    return { subjectId, audit: { attemptId: attempt.id, state, answer }, facts: [], result: null };
  },
  show: async () => null,
});
