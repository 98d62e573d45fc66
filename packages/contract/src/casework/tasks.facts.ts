import type { InstructionAnswer, TaskState } from './tasks.values.ts';

/** What can have happened to tasks and instructions; each fact is about the record that they are on. */
export type TaskFact =
  | { readonly kind: 'task.added'; readonly taskId: string }
  | { readonly kind: 'task.changed'; readonly taskId: string }
  /** Somebody was given a task by somebody else, or took it. */
  | { readonly kind: 'task.assigned'; readonly taskId: string; readonly accountId: string }
  | { readonly kind: 'task.ended'; readonly taskId: string; readonly state: TaskState }
  | { readonly kind: 'task.reopened'; readonly taskId: string }
  /** It was begun by a decision that stands no more; `accountId`: who has it in hand. */
  | { readonly kind: 'task.order-ended'; readonly taskId: string; readonly accountId: string | null }
  /** One for each recipient: each has its own clock. */
  | { readonly kind: 'instruction.sent'; readonly instructionId: string; readonly recipientId: string }
  /** Something that only screens want to know: delivered, opened, handed over, reminded. */
  | { readonly kind: 'instruction.changed'; readonly instructionId: string }
  | {
      readonly kind: 'instruction.answered';
      readonly instructionId: string;
      readonly recipientId: string;
      readonly answer: InstructionAnswer;
    }
  | { readonly kind: 'instruction.undelivered'; readonly instructionId: string; readonly recipientId: string }
  /** Nobody answered for too long; `isTold`: a mail to the superior was queued. */
  | {
      readonly kind: 'instruction.escalated';
      readonly instructionId: string;
      readonly recipientId: string;
      readonly isTold: boolean;
    }
  /** It was sent by a decision that stands no more; `accountId`: who sent it. */
  | { readonly kind: 'instruction.order-ended'; readonly instructionId: string; readonly accountId: string | null }
  | { readonly kind: 'instruction.withdrawn'; readonly instructionId: string };
