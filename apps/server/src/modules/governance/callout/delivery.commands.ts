import type { WithheldReason } from '@matoi/contract';
import { asId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { notePush, type PushOutcome } from '../../../platform/push/index.ts';
import { findMessage } from '../../casework/correspondence/index.ts';
import type { Outcome } from './adapter.model.ts';
import { attemptOfMessage, findAttempt, insertAttemptNote, listAttempts } from './attempt.store.ts';
import type { Attempt } from './call.model.ts';
import { dueOf, isCurrentPlace, isUnreached } from './call.rules.ts';
import { findCall } from './call.store.ts';
import { findPerson, updatePerson } from './person.store.ts';
import { nextTry } from './retry.rules.ts';

/** Writes what became of a word, or what a service says of it later. When nothing at all reached a person, nobody waits for them any longer. */
export async function recordNote(
  work: Work,
  attempt: Attempt,
  note: {
    readonly state: 'sent' | 'delivered' | 'failed' | 'withheld';
    readonly reason?: WithheldReason;
    readonly words: string;
  },
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
    await recordNote(work, attempt, { state, words: state === 'failed' ? words.slice(0, 500) : '' });
    return {
      subjectId: asId<'Subject'>(attempt.subjectId),
      audit: { attemptId: attempt.id, outcome },
      facts: [],
      result: null,
    };
  },
  show: async () => null,
});

/** What was done about a word. Null: nothing, the call was over. */
export type Done = { readonly outcome: Outcome | null; readonly push: PushOutcome | null };
type Tried = Done & { readonly attemptId: string };

/** Notes what a service answered to a word that was handed to it. One that may be handed over again waits for that. */
export const noteCallAttempt = defineCommand({
  id: 'call-outs.note-attempt',
  async load(work: Work, { attemptId }: Tried) {
    const attempt = await findAttempt(work, attemptId);
    return { attempt, call: await findCall(work, attempt.callId, { forUpdate: true }) };
  },
  permit: permitAll,
  decide({ attempt, call }, { outcome }, { now }) {
    if (outcome === null || outcome.again === null) return { at: null };
    const tries = attempt.notes.filter(({ state }) => state === 'retrying').length;
    const until = isCurrentPlace(call, attempt) ? dueOf(call) : null;
    return { at: nextTry({ tries, afterMs: outcome.again.afterMs, until, now }) };
  },
  async record(work, { loaded: { attempt, call }, change: { at }, input: { outcome, push } }) {
    const subjectId = asId<'Subject'>(attempt.subjectId);
    if (push !== null && attempt.deviceId !== null) await notePush(work, attempt.deviceId, push);
    const audit = { attemptId: attempt.id, isGood: outcome?.isGood ?? null, at };
    // The service has said more of it already than that it took it.
    if (attempt.state !== 'queued' && attempt.state !== 'retrying')
      return { subjectId, audit, facts: [], result: null };
    if (outcome === null) {
      await recordNote(work, attempt, { state: 'withheld', reason: 'call-ended', words: '' });
    } else if (at === null) {
      await recordNote(work, attempt, { state: outcome.isGood ? 'sent' : 'failed', words: outcome.words });
    } else {
      const attemptId = attempt.id;
      const { words } = outcome;
      await insertAttemptNote(work, { attemptId, subjectId: attempt.subjectId, state: 'retrying', words });
      work.fact({ kind: 'call-attempt.queued', callId: call.id, attemptId, at: at.toISOString() }, subjectId);
    }
    return { subjectId, audit, facts: [], result: null };
  },
  show: async () => null,
});
