import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Actor } from '../../../platform/access/index.ts';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import type { Answer, Instruction, Recipient } from './instruction.model.ts';
import { bySilence, isSilent, isWaiting, mayAnswer } from './instruction.rules.ts';
import type { Order } from './order.model.ts';
import { viewOrder } from './task.views.ts';

type InstructionView = ResponseOf<RouteWith<'instructions.show'>>;
type RecipientView = InstructionView['recipients'][number];
type Given = { readonly actor: Pick<Actor, 'permissions'>; readonly now: Date };

/** What belongs to instructions, loaded once for a page. */
export type InstructionParts = {
  readonly subjects: ReadonlyMap<string, SubjectLink>;
  readonly recipients: readonly Recipient[];
  readonly answers: readonly Answer[];
  /** How their actions stand, by the id of the instruction. */
  readonly orders: ReadonlyMap<string, Order>;
};

const text = (at: Date | null) => at?.toISOString() ?? null;

function viewRecipient(
  recipient: Recipient,
  { answers, dueAt }: { readonly answers: readonly Answer[]; readonly dueAt: Date | null },
  { actor, now }: Given,
): RecipientView {
  const { state, times } = recipient;
  const isOver = state === 'withdrawn' || state === 'done';
  return {
    id: recipient.id,
    number: recipient.number,
    name: recipient.name,
    department: recipient.department,
    address: recipient.address,
    locale: recipient.locale,
    superior: recipient.superior,
    state,
    isSilent: isSilent(state),
    isOverdue: isWaiting(state) && dueAt !== null && dueAt < now,
    problem: recipient.problem,
    times: {
      queuedAt: text(times.queuedAt),
      sentAt: text(times.sentAt),
      withheldAt: text(times.withheldAt),
      bouncedAt: text(times.bouncedAt),
      openedAt: text(times.openedAt),
      acknowledgedAt: text(times.acknowledgedAt),
      refusedAt: text(times.refusedAt),
      doneAt: text(times.doneAt),
      remindedAt: text(latest(times.remindedAt, times.dueRemindedAt)),
      escalatedAt: text(times.escalatedAt),
    },
    isEscalationTold: recipient.isEscalationTold,
    handed:
      recipient.handed === null
        ? null
        : { at: recipient.handed.at.toISOString(), by: recipient.handed.by, means: recipient.handed.means },
    answers: answers.map((answer) => ({
      id: answer.id,
      kind: answer.kind,
      text: answer.text,
      occurredAt: answer.occurredAt.toISOString(),
      recordedAt: answer.recordedAt.toISOString(),
      by: answer.author,
      isByHand: answer.isByHand,
      files: answer.files.map((file) => ({ ...file })),
    })),
    can: {
      resend: !isOver && actor.permissions.has('instruction-recipients.resend'),
      link: state !== 'withdrawn' && actor.permissions.has('instruction-recipients.link'),
      note: mayAnswer(state, 'done') && actor.permissions.has('instruction-recipients.note'),
    },
  };
}

function latest(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

/** An instruction as the contract describes it, with its recipients, those who have said nothing first. */
export function viewInstruction(instruction: Instruction, parts: InstructionParts, given: Given): InstructionView {
  const subject = parts.subjects.get(instruction.subjectId);
  if (subject === undefined) throw new TypeError(`the record of instruction ${instruction.id} was not loaded`);
  const { withdrawn, counts, dueAt } = instruction;
  const recipients = parts.recipients.filter(({ instructionId }) => instructionId === instruction.id);
  return {
    id: instruction.id,
    number: instruction.number,
    version: instruction.version,
    subject,
    kind: instruction.kind,
    title: instruction.title,
    what: instruction.what,
    why: instruction.why,
    caution: instruction.caution,
    reportBack: instruction.reportBack,
    dueAt: text(dueAt),
    action:
      instruction.action === null ? null : { kind: instruction.action.kind, target: { ...instruction.action.target } },
    order: viewOrder(parts.orders.get(instruction.id) ?? null),
    clock: instruction.clock,
    sentAt: instruction.sentAt.toISOString(),
    sentBy: instruction.sentBy,
    withdrawn:
      withdrawn === null ? null : { at: withdrawn.at.toISOString(), by: withdrawn.by, reason: withdrawn.reason },
    source: { ...instruction.source },
    counts: {
      total: counts.total,
      silent: counts.silent,
      refused: counts.refused,
      undelivered: counts.undelivered,
      done: counts.done,
    },
    recipients: bySilence(recipients).map((recipient) =>
      viewRecipient(
        recipient,
        { answers: parts.answers.filter(({ recipientId }) => recipientId === recipient.id), dueAt },
        given,
      ),
    ),
    can: { withdraw: withdrawn === null && given.actor.permissions.has('instructions.withdraw') },
  };
}
