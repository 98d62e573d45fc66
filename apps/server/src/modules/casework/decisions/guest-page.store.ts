import type { DecisionAnswerKind, DecisionAskedWhy, DecisionKind, DecisionState, Locale } from '@matoi/contract';
import { sql } from 'kysely';
import type { Reading } from '../../../platform/commands/index.ts';
import type { Brief, Confirmed, Decided, Heard, Target } from './decision.model.ts';

/** What one who is asked sees on the page of the link: the question with its options, who may decide, and their own words. */
export type GuestDecision = Pick<
  Brief,
  'question' | 'whyNow' | 'waitingCost' | 'options' | 'csirt' | 'vendor' | 'actionKind' | 'evidenceLost' | 'mayDecide'
> & {
  readonly askedId: string;
  readonly name: string;
  readonly locale: Locale;
  readonly why: DecisionAskedWhy;
  readonly memberId: string | null;
  readonly openedAt: string | null;
  readonly pin: 'none' | 'given' | 'locked';
  readonly number: string;
  readonly kind: DecisionKind;
  readonly state: DecisionState;
  readonly target: Target;
  readonly decideByAt: string | null;
  readonly askedAt: string;
  readonly askedBy: string;
  readonly decidedAt: string | null;
  readonly decision: Decided | null;
  readonly second: Heard | null;
  readonly confirmed: Confirmed | null;
  readonly answers: readonly {
    readonly kind: DecisionAnswerKind;
    readonly text: string;
    readonly option: string | null;
    readonly by: string;
    readonly at: string;
  }[];
};

/** The question of the transaction's guest, by a function of the database made for guests; null for other guests. */
export async function guestDecision(reading: Reading): Promise<GuestDecision | null> {
  const { rows } = await sql<{ found: GuestDecision | null }>`select decisions.guest_decision() as found`.execute(
    reading.db,
  );
  return rows[0]?.found ?? null;
}
