import { asId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import type { SendAnswer } from '../../../platform/mail/index.ts';
import { showMessage } from './message.queries.ts';
import { afterAttempt, decideCancel, decideRetry } from './message.rules.ts';
import { findMessage, updateMessage } from './message.store.ts';
import { updateRecipients } from './parts.store.ts';

/** Records what came of one try to hand a message to the relay, and which of its copies the relay did not take. */
export const recordDelivery = defineCommand({
  id: 'correspondence.record-delivery',
  load: (work: Work, input: { readonly id: string; readonly answer: SendAnswer }) =>
    findMessage(work, input.id, { forUpdate: true }),
  permit: permitAll,
  decide(message, { answer }) {
    const attempts = message.attempts + 1;
    return { attempts, ...afterAttempt({ attempts, isCancelled: message.state === 'cancelled' }, answer) };
  },
  async record(work, { loaded: message, change, input: { answer } }) {
    const subjectId = asId<'Subject'>(message.subjectId);
    await updateMessage(work, message.id, change);
    if (change.state === 'queued' || change.state === 'cancelled')
      return { subjectId, audit: { messageId: message.id, problem: change.problem }, facts: [], result: change.state };
    const isSent = change.state === 'sent';
    await updateRecipients(work, message.id, {
      addresses: null,
      state: isSent ? 'sent' : 'refused',
      problem: change.problem,
    });
    for (const refused of answer.isSent ? answer.refused : []) {
      await updateRecipients(work, message.id, {
        addresses: [refused.address],
        state: 'refused',
        problem: refused.problem,
      });
    }
    return {
      subjectId,
      audit: { messageId: message.id, problem: change.problem },
      facts: [{ kind: isSent ? ('message.sent' as const) : ('message.failed' as const), messageId: message.id }],
      result: change.state,
    };
  },
  show: async (_work, state) => state,
});

/** Puts a message that finally failed back into the queue. */
export const retryMessage = defineCommand({
  id: 'correspondence.retry',
  load: (work: Work, input: { readonly id: string }) => findMessage(work, input.id, { forUpdate: true }),
  permit: permitAll,
  decide: (message) => decideRetry(message.state),
  async record(work, { loaded: message, change }) {
    await updateMessage(work, message.id, { state: change.state, attempts: 0, problem: null });
    await updateRecipients(work, message.id, { addresses: null, state: 'queued', problem: null });
    return {
      subjectId: asId<'Subject'>(message.subjectId),
      audit: { messageId: message.id },
      facts: [{ kind: 'message.queued' as const, messageId: message.id }],
      result: message.id,
    };
  },
  show: (work, id) => showMessage(work, id),
});

/** Takes a message out of the queue. One that is being handed over at this moment may leave all the same. */
export const cancelMessage = defineCommand({
  id: 'correspondence.cancel',
  load: (work: Work, input: { readonly id: string }) => findMessage(work, input.id, { forUpdate: true }),
  permit: permitAll,
  decide: (message) => decideCancel(message.state),
  async record(work, { loaded: message, change }) {
    await updateMessage(work, message.id, { ...change, attempts: message.attempts, problem: message.lastProblem });
    return {
      subjectId: asId<'Subject'>(message.subjectId),
      audit: { messageId: message.id },
      facts: [{ kind: 'message.cancelled' as const, messageId: message.id }],
      result: message.id,
    };
  },
  show: (work, id) => showMessage(work, id),
});
