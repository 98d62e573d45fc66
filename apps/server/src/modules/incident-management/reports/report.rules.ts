import type { ReportChannel, ReportState } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';

/**
 * Moves of a report. `handle` is asked by the module that makes something of it, `receive` by an answer that came in,
 * all others by a person.
 */
export const reportMoves = {
  new: { handle: 'handled', close: 'closed', ask: 'waiting', merge: 'merged' },
  waiting: { handle: 'handled', close: 'closed', ask: 'waiting', merge: 'merged', receive: 'new' },
  handled: { detach: 'new' },
  closed: { reopen: 'new', receive: 'new' },
  merged: { unmerge: 'new' },
} as const satisfies Record<ReportState, Partial<Record<ReportMove, ReportState>>>;

export type ReportMove = 'handle' | 'close' | 'ask' | 'merge' | 'receive' | 'detach' | 'reopen' | 'unmerge';

const refusals = {
  handle: 'reports.handle.not-open',
  close: 'reports.close.not-open',
  ask: 'reports.ask.not-open',
  merge: 'reports.merge.not-open',
  receive: 'reports.handle.not-open',
  detach: 'reports.detach.not-handled',
  reopen: 'reports.reopen.not-closed',
  unmerge: 'reports.unmerge.not-merged',
} as const satisfies Record<ReportMove, string>;

/** True while somebody has to do something with the report. */
export function isOpen(state: ReportState): boolean {
  return state === 'new' || state === 'waiting';
}

/** The state after a move, or the refusal that says why there is none. */
export function decideReportMove(state: ReportState, move: ReportMove): ReportState | Refusal {
  const moves: Partial<Record<ReportMove, ReportState>> = reportMoves[state];
  return moves[move] ?? refusal(refusals[move]);
}

/** Whether a state has a move at all, for the buttons. */
export function canMove(state: ReportState, move: ReportMove): boolean {
  return move in reportMoves[state];
}

/** Reports of machines come in floods: what is done after each may be done for many together. */
export function isByMachine({ channel }: { readonly channel: ReportChannel }): boolean {
  return channel === 'api';
}
