import { asId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { findMessage } from '../../casework/correspondence/index.ts';
import type { Outcome } from './adapter.model.ts';
import { attemptOfMessage, findAttempt, insertAttemptNote, listAttempts } from './attempt.store.ts';
import type { Attempt } from './call.model.ts';
import { isUnreached } from './call.rules.ts';
import { findCall } from './call.store.ts';
import { findPerson, updatePerson } from './person.store.ts';

/** Writes what became of a word. When nothing at all reached a person, nobody waits for them any longer. */
async function record(
  work: Work,
  attempt: Attempt,
  note: { readonly state: 'sent' | 'failed'; readonly words: string },
): Promise<void> {
  const subjectId = asId<'Subject'>(attempt.subjectId);
  await insertAttemptNote(work, { attemptId: attempt.id, subjectId: attempt.subjectId, ...note });
  const person = await findPerson(work, attempt.personId);
  const states = (await listAttempts(work, [attempt.personId]))
    .filter(({ round, step }) => round === person.round && step === person.step)
    .map(({ state }) => state);
  const hasFailed = isUnreached(states);
  if (hasFailed !== person.isUnreached) await updatePerson(work, person.id, { isUnreached: hasFailed });
  const { callId } = attempt;
  work.fact(hasFailed ? { kind: 'call-out.moved', callId } : { kind: 'call-out.changed', callId }, subjectId);
}

type Delivered = { readonly messageId: string; readonly outcome: 'sent' | 'failed' | 'bounced' };

/** Notes what became of a mail to somebody who was called. */
export const noteCallMail = defineCommand({
  id: 'call-outs.note-mail',
  async load(work: Work, { messageId }: Delivered) {
    const attempt = await attemptOfMessage(work, messageId);
    if (attempt === null) return null;
    await findCall(work, attempt.callId, { forUpdate: true });
    return { attempt, words: (await findMessage(work, messageId)).lastProblem ?? '' };
  },
  permit: permitAll,
  decide: (loaded) => ({ loaded }),
  async record(work, { loaded, input: { outcome } }) {
    if (loaded === null) return { subjectId: null, audit: {}, facts: [], result: null };
    const { attempt, words } = loaded;
    const state = outcome === 'sent' ? 'sent' : 'failed';
    await record(work, attempt, { state, words: state === 'failed' ? words.slice(0, 500) : '' });
    return {
      subjectId: asId<'Subject'>(attempt.subjectId),
      audit: { attemptId: attempt.id, outcome },
      facts: [],
      result: null,
    };
  },
  show: async () => null,
});

type Tried = { readonly attemptId: string; readonly outcome: Outcome };

/** Notes what a service answered to a word that was handed to it. */
export const noteCallAttempt = defineCommand({
  id: 'call-outs.note-attempt',
  async load(work: Work, { attemptId }: Tried) {
    const attempt = await findAttempt(work, attemptId);
    await findCall(work, attempt.callId, { forUpdate: true });
    return attempt;
  },
  permit: permitAll,
  decide: (attempt) => ({ attempt }),
  async record(work, { loaded: attempt, input: { outcome } }) {
    await record(work, attempt, { state: outcome.isGood ? 'sent' : 'failed', words: outcome.words });
    return {
      subjectId: asId<'Subject'>(attempt.subjectId),
      audit: { attemptId: attempt.id, isGood: outcome.isGood },
      facts: [],
      result: null,
    };
  },
  show: async () => null,
});
