import type { InstructionAnswer, InstructionKind, InstructionState, Locale } from '@matoi/contract';
import { sql } from 'kysely';
import type { Reading } from '../../../platform/commands/index.ts';

/** What a recipient is told on the page of the link: the words meant for them and their own answers, nothing else. */
export type GuestInstruction = {
  readonly number: string;
  readonly kind: InstructionKind;
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly caution: string;
  readonly reportBack: string;
  readonly dueAt: Date | null;
  readonly sentAt: Date;
  readonly locale: Locale;
  readonly recipientName: string;
  readonly state: InstructionState;
  readonly openedAt: Date | null;
  /** Who ordered it, where it needed somebody with authority. */
  readonly order: {
    readonly number: string;
    readonly by: string;
    readonly at: Date;
    /** That decision stands no more. */
    readonly isOver: boolean;
  } | null;
  readonly answers: readonly {
    readonly kind: InstructionAnswer;
    readonly at: Date;
    readonly text: string;
    readonly files: readonly { readonly name: string; readonly size: number }[];
  }[];
};

/** The instruction of the transaction's guest, by functions of the database made for guests; null for other guests. */
export async function guestInstruction(reading: Reading): Promise<GuestInstruction | null> {
  const { rows } = await sql<{
    number: string;
    kind: InstructionKind;
    title: string;
    what: string;
    why: string;
    caution: string;
    report_back: string;
    due_at: Date | null;
    sent_at: Date;
    locale: Locale;
    recipient_name: string;
    state: InstructionState;
    opened_at: Date | null;
  }>`select * from tasks.guest_instruction()`.execute(reading.db);
  const [row] = rows;
  if (row === undefined) return null;
  const answers = await sql<{
    kind: InstructionAnswer;
    body: string;
    recorded_at: Date;
    files: { name: string; size: number }[];
  }>`select * from tasks.guest_answers()`.execute(reading.db);
  const ordered = await sql<{
    number: string;
    decided_by: string;
    decided_at: Date;
    is_over: boolean;
  }>`select * from tasks.guest_order()`.execute(reading.db);
  const [order] = ordered.rows;
  return {
    order:
      order === undefined
        ? null
        : { number: order.number, by: order.decided_by, at: order.decided_at, isOver: order.is_over },
    number: row.number,
    kind: row.kind,
    title: row.title,
    what: row.what,
    why: row.why,
    caution: row.caution,
    reportBack: row.report_back,
    dueAt: row.due_at,
    sentAt: row.sent_at,
    locale: row.locale,
    recipientName: row.recipient_name,
    state: row.state,
    openedAt: row.opened_at,
    answers: answers.rows.map((answer) => ({
      kind: answer.kind,
      at: answer.recorded_at,
      text: answer.body,
      files: answer.files,
    })),
  };
}
