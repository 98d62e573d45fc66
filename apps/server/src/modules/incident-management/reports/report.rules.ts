import type { ReportOutcome, ReportState } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';

/** Moves of a report. `handle` is asked by the module that makes something of it, `close` by a person. */
export const reportMoves = {
  new: { handle: 'handled', close: 'closed' },
  handled: {},
  closed: {},
} as const satisfies Record<ReportState, Partial<Record<'handle' | 'close', ReportState>>>;

/** True while nobody has dealt with the report. */
export function isOpen(state: ReportState): boolean {
  return state === 'new';
}

/** The state after a move, or the refusal that says why there is none. */
export function decideReportMove(state: ReportState, move: 'handle' | 'close'): ReportState | Refusal {
  const moves: Partial<Record<'handle' | 'close', ReportState>> = reportMoves[state];
  return moves[move] ?? refusal(`reports.${move}.not-open`);
}

/** What closing a report writes. */
export function decideClosing(
  state: ReportState,
  input: { readonly outcome: ReportOutcome; readonly reason: string },
): { readonly outcome: ReportOutcome; readonly reason: string } | Refusal {
  const next = decideReportMove(state, 'close');
  return typeof next === 'string' ? { outcome: input.outcome, reason: input.reason } : next;
}
