import type { BodyOf, InstructionAnswer, RouteWith } from '@matoi/contract';
import { asId, type Refusal, refusal } from '@matoi/kernel';
import { actorLink } from '../../../platform/access/index.ts';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { currentToken } from '../../../platform/guests/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import { findMessage } from '../correspondence/index.ts';
import { recordAct } from '../journal/index.ts';
import { changeRecipient, dispatchMail } from './instruction.commands.ts';
import type { Instruction, Recipient } from './instruction.model.ts';
import { planOf, showInstruction } from './instruction.queries.ts';
import { type FollowUp, mayAnswer, timesAfter } from './instruction.rules.ts';
import { findInstruction } from './instruction.store.ts';
import { askStanding } from './order.queries.ts';
import { refusalOfDoing } from './order.rules.ts';
import { findDispatch, findRecipient, insertAnswer } from './recipient.store.ts';

type Loaded = { readonly instruction: Instruction; readonly recipient: Recipient };

/** Loads a recipient for change. The instruction is locked first, always: its counts follow. */
export async function loadRecipient(work: Work, id: string): Promise<Loaded> {
  const { instructionId, subjectId } = await findRecipient(work, id);
  const instruction = await findInstruction(work, instructionId, { forUpdate: true });
  await findSubject(work, subjectId);
  return { instruction, recipient: await findRecipient(work, id, { forUpdate: true }) };
}

type Resend = {
  readonly params: { readonly id: string };
  readonly body: BodyOf<RouteWith<'instruction-recipients.resend'>>;
  readonly hasRelay: boolean;
};

/**
 * Sends the mail to one recipient again. What came back before is forgotten; what they said stays. What the matrix speaks of
 * is told again only while a standing decision orders it, like the first time.
 */
export const resendInstruction = defineCommand({
  id: 'instruction-recipients.resend',
  async load(work: Work, { params }: Resend) {
    const loaded = await loadRecipient(work, params.id);
    return { ...loaded, asked: await askStanding(work, loaded.instruction) };
  },
  permit: permitAll,
  decide({ recipient, asked }, { body }): { readonly address: string } | Refusal {
    if (recipient.state === 'withdrawn' || recipient.state === 'done')
      return refusal('instruction-recipients.resend.over');
    const unordered = refusalOfDoing('instruction', asked);
    if (unordered !== null) return unordered;
    const address = body.address ?? recipient.address;
    return address === null ? refusal('instruction-recipients.resend.no-address') : { address };
  },
  async record(work, { loaded: { instruction, recipient }, change: { address }, input: { hasRelay } }) {
    const addressed = { ...recipient, address };
    const { isQueued } = await dispatchMail(work, {
      instruction,
      recipient: addressed,
      purpose: 'instruction',
      hasRelay,
    });
    await changeRecipient(work, recipient, {
      address,
      problem: null,
      bouncedAt: null,
      sentAt: null,
      queuedAt: isQueued ? work.now : null,
      withheldAt: isQueued ? null : work.now,
    });
    return {
      subjectId: asId<'Subject'>(recipient.subjectId),
      audit: { recipientId: recipient.id, isAddressChanged: address !== recipient.address, isQueued },
      facts: [{ kind: 'instruction.changed' as const, instructionId: instruction.id }],
      result: instruction.id,
    };
  },
  show: (work, id) => showInstruction(work, id),
});

type Hand = {
  readonly params: { readonly id: string };
  readonly body: { readonly means: string };
  readonly key: Buffer;
};

/** Answers the link of one recipient for giving it by other means; who did so, how and when stands on the record. */
export const handInstruction = defineCommand({
  id: 'instruction-recipients.link',
  async load(work: Work, { params, key }: Hand) {
    const loaded = await loadRecipient(work, params.id);
    const subjectId = asId<'Subject'>(loaded.recipient.id);
    return { ...loaded, token: await currentToken(work, { key, subjectId }) };
  },
  permit: permitAll,
  decide: ({ recipient, token }) =>
    recipient.state === 'withdrawn' || token === null ? refusal('instruction-recipients.link.over') : { token },
  async record(work, { loaded: { recipient }, change: { token }, input: { body } }) {
    const subjectId = asId<'Subject'>(recipient.subjectId);
    await changeRecipient(work, recipient, { handed: { means: body.means } });
    await recordAct(work, subjectId, {
      code: 'instruction.handed',
      lane: 'communication',
      params: { name: recipient.name, number: recipient.number, means: body.means },
    });
    return {
      subjectId,
      audit: { recipientId: recipient.id, means: body.means },
      facts: [{ kind: 'instruction.changed' as const, instructionId: recipient.instructionId }],
      result: token,
    };
  },
  show: async (_work, token) => token,
});

/** Writes what a recipient said and what follows: times, state, journal, fact. In the caller's transaction. */
export async function recordAnswer(
  work: Work,
  { recipient, instruction }: Loaded,
  given: {
    readonly answer: InstructionAnswer;
    readonly text: string;
    readonly occurredAt: Date;
    readonly isByHand: boolean;
    readonly files: Parameters<typeof insertAnswer>[1]['files'];
  },
): Promise<void> {
  const subjectId = asId<'Subject'>(recipient.subjectId);
  const { answer, text, occurredAt, isByHand, files } = given;
  const author = isByHand
    ? actorLink(work.actor)
    : ({ kind: 'guest', id: recipient.id, name: recipient.name } as const);
  await insertAnswer(work, {
    recipientId: recipient.id,
    subjectId,
    kind: answer,
    text,
    occurredAt,
    author,
    isByHand,
    files,
  });
  await changeRecipient(work, recipient, timesAfter(recipient.times, answer, occurredAt));
  await recordAct(work, subjectId, {
    code: `instruction.${answer}`,
    lane: 'communication',
    occurredAt,
    params: { name: recipient.name, number: recipient.number, title: instruction.title, text },
    author,
  });
  work.fact(
    { kind: 'instruction.answered', instructionId: instruction.id, recipientId: recipient.id, answer },
    subjectId,
  );
}

type Note = {
  readonly params: { readonly id: string };
  readonly body: BodyOf<RouteWith<'instruction-recipients.note'>>;
};

/** Notes what a recipient said by telephone or face to face, with when it was said and when it was noted. */
export const noteInstruction = defineCommand({
  id: 'instruction-recipients.note',
  load: (work: Work, { params }: Note) => loadRecipient(work, params.id),
  permit: permitAll,
  decide({ recipient }, { body }, { now }) {
    if (!mayAnswer(recipient.state, body.answer)) return refusal('instruction-recipients.note.over');
    if (body.answer === 'refused' && body.text === '')
      return refusal('instruction-recipients.note.needs-reason', {}, [{ path: 'body.text', code: 'needs-reason' }]);
    const occurredAt = body.occurredAt === undefined ? now : new Date(body.occurredAt);
    // A clock of the browser may be a little ahead.
    if (occurredAt.getTime() > now.getTime() + 120_000)
      return refusal('instruction-recipients.note.in-the-future', {}, [
        { path: 'body.occurredAt', code: 'in-the-future' },
      ]);
    return { answer: body.answer, text: body.text, occurredAt: occurredAt > now ? now : occurredAt };
  },
  async record(work, { loaded, change }) {
    await recordAnswer(work, loaded, { ...change, isByHand: true, files: [] });
    return {
      subjectId: asId<'Subject'>(loaded.recipient.subjectId),
      audit: { recipientId: loaded.recipient.id, answer: change.answer, occurredAt: change.occurredAt },
      facts: [],
      result: loaded.instruction.id,
    };
  },
  show: (work, id) => showInstruction(work, id),
});

type Delivered = {
  readonly messageId: string;
  readonly outcome: 'sent' | 'failed' | 'bounced';
};

/** Notes what became of a mail to a recipient. What is said of a mail before the last one is out of date. */
export const noteDelivery = defineCommand({
  id: 'instructions.note-delivery',
  async load(work: Work, { messageId }: Delivered) {
    const dispatch = await findDispatch(work, messageId);
    if (dispatch === null) return null;
    const { lastProblem } = await findMessage(work, messageId);
    return { dispatch, lastProblem, ...(await loadRecipient(work, dispatch.recipientId)) };
  },
  permit: permitAll,
  decide: (loaded) => ({ loaded }),
  async record(work, { loaded, input: { outcome } }) {
    if (loaded === null) return { subjectId: null, audit: {}, facts: [], result: null };
    const { dispatch, lastProblem, recipient, instruction } = loaded;
    const subjectId = asId<'Subject'>(recipient.subjectId);
    const { purpose } = dispatch;
    const none = { subjectId, audit: { recipientId: recipient.id, outcome }, facts: [], result: null };
    const since = recipient.times.queuedAt ?? recipient.times.withheldAt;
    const isCurrent = since === null || dispatch.queuedAt >= since;
    if (!isCurrent || purpose === 'withdrawal') return none;
    if (purpose === 'escalation') {
      if (outcome === 'sent') return none;
      await changeRecipient(work, recipient, { isEscalationTold: false });
    } else if (outcome === 'sent') {
      if (purpose === 'instruction') await changeRecipient(work, recipient, { sentAt: work.now });
    } else {
      await changeRecipient(work, recipient, { bouncedAt: work.now, problem: lastProblem });
      await recordAct(work, subjectId, {
        code: 'instruction.bounced',
        lane: 'communication',
        params: { name: recipient.name, number: recipient.number, address: recipient.address ?? '' },
      });
      work.fact(
        { kind: 'instruction.undelivered', instructionId: instruction.id, recipientId: recipient.id },
        subjectId,
      );
    }
    work.fact({ kind: 'instruction.changed', instructionId: instruction.id }, subjectId);
    return none;
  },
  show: async () => null,
});

/** What the journal says of somebody who does not answer, or who took it on and is late. */
function escalationCode({ isLate, isTold }: { readonly isLate: boolean; readonly isTold: boolean }) {
  if (isLate) return isTold ? 'instruction.late-escalated' : 'instruction.late';
  return isTold ? 'instruction.escalated' : 'instruction.silent';
}

type Follow = { readonly recipientId: string; readonly hasRelay: boolean };

/**
 * Does what the clock of a recipient says: a reminder, or the word to the superior. That it happened is written with the
 * mail in one transaction, so that nothing goes twice whenever the program ends. Answers what comes next.
 */
export const followUp = defineCommand({
  id: 'instructions.follow-up',
  load: (work: Work, { recipientId }: Follow) => loadRecipient(work, recipientId),
  permit: permitAll,
  decide: ({ instruction, recipient }, _input, { now }) => planOf(instruction, recipient, now),
  async record(work, { loaded: { instruction, recipient }, change: plan, input: { hasRelay } }) {
    const subjectId = asId<'Subject'>(recipient.subjectId);
    const audit = { recipientId: recipient.id, act: plan.act };
    const mailed = async (purpose: 'reminder' | 'escalation') =>
      (await dispatchMail(work, { instruction, recipient, purpose, hasRelay })).isQueued;
    switch (plan.act) {
      case 'wait':
      case 'nothing':
        return { subjectId, audit, facts: [], result: { ...plan } as FollowUp };
      case 'remind':
      case 'remind-due': {
        await mailed('reminder');
        await changeRecipient(work, recipient, {
          ...(plan.act === 'remind' ? { remindedAt: work.now } : { dueRemindedAt: work.now }),
        });
        await recordAct(work, subjectId, {
          code: 'instruction.reminded',
          lane: 'communication',
          params: { name: recipient.name, number: recipient.number },
        });
        break;
      }
      case 'escalate': {
        const isTold = recipient.superior !== null && (await mailed('escalation'));
        await changeRecipient(work, recipient, { escalatedAt: work.now, isEscalationTold: isTold });
        await recordAct(work, subjectId, {
          code: escalationCode({ isLate: recipient.state === 'acknowledged', isTold }),
          lane: 'communication',
          params: {
            name: recipient.name,
            number: recipient.number,
            superior: recipient.superior?.name ?? '',
          },
        });
        work.fact(
          { kind: 'instruction.escalated', instructionId: instruction.id, recipientId: recipient.id, isTold },
          subjectId,
        );
        break;
      }
    }
    work.fact({ kind: 'instruction.changed', instructionId: instruction.id }, subjectId);
    const after = await findRecipient(work, recipient.id);
    return { subjectId, audit, facts: [], result: planOf(instruction, after, work.now) };
  },
  show: async (_work, next) => next,
});
