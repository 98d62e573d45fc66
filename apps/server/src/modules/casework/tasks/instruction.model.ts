import type { InstructionAnswer, InstructionKind, InstructionSource, InstructionState, Locale } from '@matoi/contract';
import type { Action } from './order.model.ts';
import type { ActorName } from './task.model.ts';

/** When recipients are reminded and superiors told. Minutes; null for never. */
export type Clock = {
  readonly remindAfter: number | null;
  readonly remindBefore: number | null;
  readonly escalateAfter: number | null;
};

/** What people outside are told (対応指示) or asked (対応依頼) to do. */
export type Instruction = {
  readonly id: string;
  readonly version: number;
  readonly subjectId: string;
  readonly compartmentId: number;
  readonly number: string;
  readonly kind: InstructionKind;
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly caution: string;
  readonly reportBack: string;
  readonly dueAt: Date | null;
  readonly dueKey: Date;
  readonly action: Action | null;
  /** The decision by which it was sent, in the words that its recipients read; null where none was needed. */
  readonly ordered: { readonly number: string; readonly by: string; readonly at: string } | null;
  readonly decisionId: string | null;
  /** Since when that decision stands no more, and this was told. */
  readonly orderEndedAt: Date | null;
  readonly clock: Clock;
  /** What it came from: its kind, a name to show, and the id of what it came from. */
  readonly source: { readonly kind: InstructionSource; readonly label: string | null; readonly id: string | null };
  readonly sentAt: Date;
  readonly sentBy: ActorName;
  readonly withdrawn: { readonly at: Date; readonly by: ActorName; readonly reason: string } | null;
  readonly counts: Counts;
};

export type Counts = {
  readonly total: number;
  readonly silent: number;
  readonly refused: number;
  readonly undelivered: number;
  readonly done: number;
  /** Neither done, refused nor withdrawn. */
  readonly waiting: number;
};

/** What has happened with one recipient, each with its time. */
export type RecipientTimes = {
  readonly queuedAt: Date | null;
  readonly sentAt: Date | null;
  readonly withheldAt: Date | null;
  readonly bouncedAt: Date | null;
  readonly openedAt: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly refusedAt: Date | null;
  readonly doneAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly remindedAt: Date | null;
  readonly dueRemindedAt: Date | null;
  readonly escalatedAt: Date | null;
};

export type NewRecipient = {
  readonly name: string;
  readonly department: string;
  readonly address: string | null;
  readonly locale: Locale;
  readonly superior: { readonly name: string; readonly address: string } | null;
};

export type Recipient = NewRecipient & {
  readonly id: string;
  readonly instructionId: string;
  readonly subjectId: string;
  readonly rank: number;
  readonly number: string;
  readonly state: InstructionState;
  readonly problem: string | null;
  readonly times: RecipientTimes;
  readonly isEscalationTold: boolean;
  readonly handed: { readonly at: Date; readonly by: ActorName; readonly means: string } | null;
};

/** A file that came with an answer; `id` is that of the attachment of the record. */
export type AnswerFile = {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
};

export type Answer = {
  readonly id: string;
  readonly recipientId: string;
  readonly kind: InstructionAnswer;
  readonly text: string;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly author: ActorName;
  readonly isByHand: boolean;
  readonly files: readonly AnswerFile[];
};

export type DispatchPurpose = 'instruction' | 'reminder' | 'escalation' | 'withdrawal';
