import { type BodyOf, instructionLinkDays, instructionPermits, type RouteWith } from '@matoi/contract';
import { asId, orRefuse, type Refusal, refusal, type SubjectId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { createGuestLink, setLinkExpiry } from '../../../platform/guests/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import {
  findSubject,
  mayAnnotate,
  nextNumber,
  registerSubject,
  type Subject,
  setParent,
} from '../../../platform/subjects/index.ts';
import { queueLinkMail } from '../correspondence/index.ts';
import { recordAct } from '../journal/index.ts';
import clockDefaults from './data/instruction.clock.v1.json' with { type: 'json' };
import type { Clock, DispatchPurpose, Instruction, NewRecipient, Recipient } from './instruction.model.ts';
import { showInstruction } from './instruction.queries.ts';
import { clockOf, countsOf, refusalOfSending, stateOf } from './instruction.rules.ts';
import { findInstruction, insertInstruction, updateCounts, updateWithdrawn } from './instruction.store.ts';
import { writeInstructionMail } from './instruction-mail.map.ts';
import { askStanding, refusalOfAction } from './order.queries.ts';
import { refusalOfDoing } from './order.rules.ts';
import {
  insertDispatch,
  insertRecipient,
  listRecipients,
  type RecipientChange,
  updateRecipient,
} from './recipient.store.ts';

const day = 86_400_000;

/** Changes a recipient and what stands for it: the state, and the counts of the instruction. */
export async function changeRecipient(
  work: Work,
  recipient: Recipient,
  change: Omit<RecipientChange, 'state'>,
): Promise<void> {
  const state = stateOf({ ...recipient.times, ...withoutUndefined(change) });
  await updateRecipient(work, recipient.id, { ...change, state });
  if (state === recipient.state) return;
  const all = await listRecipients(work, [recipient.instructionId]);
  await updateCounts(work, recipient.instructionId, countsOf(all.map((one) => one.state)));
}

function withoutUndefined(change: object): object {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/**
 * Queues one of the mails of a recipient, or notes that none can leave. For a mail that carries the instruction the
 * recipient then stands as "to be told by other means".
 */
export async function dispatchMail(
  work: Work,
  given: {
    readonly instruction: Instruction;
    readonly recipient: Recipient;
    readonly purpose: DispatchPurpose;
    readonly hasRelay: boolean;
    readonly reason?: string;
  },
): Promise<{ readonly isQueued: boolean }> {
  const { instruction, recipient, purpose, hasRelay } = given;
  const settings = await readSettings(work.db);
  const isEscalation = purpose === 'escalation';
  const address = isEscalation ? (recipient.superior?.address ?? null) : recipient.address;
  if (address === null) return { isQueued: false };
  const written = writeInstructionMail(purpose, {
    instruction,
    recipient,
    settings,
    ...(given.reason === undefined ? {} : { reason: given.reason }),
  });
  const subjectId = asId<'Subject'>(recipient.subjectId);
  const { messageId, withheld } = await queueLinkMail(work, subjectId, {
    ...written,
    to: { name: isEscalation ? (recipient.superior?.name ?? null) : recipient.name, address },
    locale: recipient.locale,
    linkOf: isEscalation || purpose === 'withdrawal' ? null : asId<'Subject'>(recipient.id),
    isAutomatic: purpose === 'reminder' || isEscalation,
    hasRelay,
  });
  await insertDispatch(work, { recipientId: recipient.id, subjectId, messageId, purpose });
  return { isQueued: withheld === null };
}

type Words = Omit<BodyOf<RouteWith<'instructions.send'>>, 'subjectId'>;
type Plan = { readonly dueAt: Date | null; readonly clock: Clock };

/** By when and with which clock an instruction would be sent, or why it cannot be sent as it was written. */
export function planInstruction(words: Words, { now }: { readonly now: Date }): Plan | Refusal {
  const dueAt = words.dueAt === null ? null : new Date(words.dueAt);
  const refused = refusalOfSending({ recipients: words.recipients, dueAt, now });
  const unknown = refusalOfAction(words.action, 'body.action');
  if (refused !== null || unknown !== null) return refused ?? unknown ?? refusal('tasks.action.unknown');
  return { dueAt, clock: clockOf(words.clock, { sentAt: now, dueAt }, clockDefaults) };
}

/**
 * Sends an instruction in the transaction of another act: each recipient gets a record, a link and a mail of their own.
 * Journal, search and facts are taken care of; whether the record takes it now is asked by the caller. An action that the
 * matrix in force speaks of is told to nobody before somebody with authority has ordered it
 * (`instructions.send.needs-decision`, `instructions.send.other-target`).
 */
export async function enterInstruction(
  work: Work,
  subject: Subject,
  given: {
    readonly words: Words;
    readonly plan: Plan;
    readonly source: Instruction['source'];
    readonly key: Buffer;
    readonly hasRelay: boolean;
  },
): Promise<{ readonly id: string; readonly number: string }> {
  const { words, plan, source, key, hasRelay } = given;
  const { kind, title, what, why, caution, reportBack, recipients, action } = words;
  const asked = await askStanding(work, { subjectId: subject.id, action });
  orRefuse(refusalOfDoing('instruction', asked));
  const decision = asked.standing?.decision ?? null;
  const made = decision?.decision ?? null;
  const order = {
    action,
    decisionId: decision?.id ?? null,
    ordered: decision === null || made === null ? null : { number: decision.number, by: made.by.name, at: made.at },
  };
  const id = work.newId<'Instruction'>();
  const number = await nextNumber(work, 'INS');
  const counts = countsOf(recipients.map(() => 'queued' as const));
  const said = { kind, title, what, why, caution, reportBack };
  await insertInstruction(work, { id, subjectId: subject.id, number, ...said, ...order, ...plan, source, counts });
  const whole = await findInstruction(work, id);
  for (const [rank, person] of recipients.entries()) await enterRecipient(work, whole, { person, rank, key, hasRelay });
  await indexText(work, {
    subjectId: subject.id,
    part: `instruction ${id}`,
    texts: [number, title, what, why, ...recipients.flatMap((one) => [one.name, one.department])],
  });
  await recordAct(work, subject.id, {
    code: source.kind === 'measure' ? 'measure.rolled-out' : 'instruction.sent',
    lane: 'communication',
    params: {
      kind,
      title,
      number,
      count: String(recipients.length),
      name: recipients[0]?.name ?? '',
      ...(source.kind === 'measure' ? { reason: source.label ?? '' } : {}),
    },
  });
  return { id, number };
}

type Send = { readonly body: BodyOf<RouteWith<'instructions.send'>>; readonly key: Buffer; readonly hasRelay: boolean };

/** Somebody sends an instruction from a record. */
export const sendInstruction = defineCommand({
  id: 'instructions.send',
  async load(work: Work, { body }: Send) {
    const subject = await findSubject(work, body.subjectId);
    return { subject, refused: await mayAnnotate(work, subject) };
  },
  permit: (_actor, { refused }) => refused,
  decide: (_loaded, { body }, { now }) => planInstruction(body, { now }),
  async record(work, { loaded: { subject }, change: plan, input: { body, key, hasRelay } }) {
    const source = { kind: 'hand', label: null, id: null } as const;
    const { id, number } = await enterInstruction(work, subject, { words: body, plan, source, key, hasRelay });
    return {
      subjectId: subject.id,
      audit: {
        instructionId: id,
        number,
        kind: body.kind,
        recipients: body.recipients.length,
        action: body.action,
        clock: plan.clock,
      },
      facts: [],
      result: id,
    };
  },
  show: (work, id) => showInstruction(work, id),
});

async function enterRecipient(
  work: Work,
  instruction: Instruction,
  given: {
    readonly person: NewRecipient;
    readonly rank: number;
    readonly key: Buffer;
    readonly hasRelay: boolean;
  },
): Promise<void> {
  const { person, rank, key, hasRelay } = given;
  const subjectId = asId<'Subject'>(instruction.subjectId);
  const number = `${instruction.number}-${String(rank + 1).padStart(2, '0')}`;
  const id = await registerSubject(work, {
    kind: 'instruction-recipient',
    number,
    title: number,
    compartmentId: instruction.compartmentId,
  });
  await setParent(work, id, subjectId);
  const entered = { ...person, id, instructionId: instruction.id, subjectId, rank, number, state: 'queued' as const };
  await insertRecipient(work, entered);
  await createGuestLink(work, { key, subjectId: id, permits: instructionPermits, locale: person.locale });
  await setLinkExpiry(work, id, linkEnd(work.now, instruction.dueAt));
  const [recipient] = (await listRecipients(work, [instruction.id])).filter((one) => one.id === id);
  if (recipient === undefined) throw new TypeError('a recipient was not written');
  const { isQueued } = await dispatchMail(work, { instruction, recipient, purpose: 'instruction', hasRelay });
  if (!isQueued) await changeRecipient(work, recipient, { withheldAt: work.now, queuedAt: null });
  work.fact({ kind: 'instruction.sent', instructionId: instruction.id, recipientId: id }, subjectId);
}

/** When the link of an instruction ends. */
function linkEnd(now: Date, dueAt: Date | null): Date {
  return new Date(Math.max(now.getTime(), dueAt?.getTime() ?? 0) + instructionLinkDays * day);
}

type Withdraw = {
  readonly params: { readonly id: string };
  readonly body: { readonly reason: string };
  readonly hasRelay: boolean;
};

/** Takes an instruction back. Recipients are told by mail, and on the page of their link. */
export const withdrawInstruction = defineCommand({
  id: 'instructions.withdraw',
  async load(work: Work, { params }: Withdraw) {
    const instruction = await findInstruction(work, params.id, { forUpdate: true });
    await findSubject(work, instruction.subjectId);
    return instruction;
  },
  permit: permitAll,
  decide: (instruction, { body }) => (instruction.withdrawn === null ? body : refusal('instructions.withdraw.already')),
  async record(work, { loaded: instruction, change: { reason }, input: { hasRelay } }) {
    const subjectId: SubjectId = asId<'Subject'>(instruction.subjectId);
    await updateWithdrawn(work, instruction.id, reason);
    for (const recipient of await listRecipients(work, [instruction.id])) {
      // Whoever has done it already keeps that; telling them would only confuse.
      if (recipient.state === 'done') continue;
      await changeRecipient(work, recipient, { withdrawnAt: work.now });
      // Whoever was mailed is told, also where nobody has heard yet that the mail left.
      if (recipient.times.queuedAt !== null || recipient.handed !== null)
        await dispatchMail(work, { instruction, recipient, purpose: 'withdrawal', hasRelay, reason });
    }
    await recordAct(work, subjectId, {
      code: 'instruction.withdrawn',
      lane: 'communication',
      params: { title: instruction.title, number: instruction.number, reason },
    });
    return {
      subjectId,
      audit: { instructionId: instruction.id, reason },
      facts: [{ kind: 'instruction.withdrawn' as const, instructionId: instruction.id }],
      result: instruction.id,
    };
  },
  show: (work, id) => showInstruction(work, id),
});
