import type { TaskState } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';

/** True while somebody still has to do it. */
export function isOpenTask(state: TaskState): boolean {
  return state === 'open' || state === 'in-progress';
}

/** True when an open task should have been done by now. */
export function isOverdueTask(task: { readonly state: TaskState; readonly dueAt: Date | null }, now: Date): boolean {
  return isOpenTask(task.state) && task.dueAt !== null && task.dueAt < now;
}

/**
 * Whether a task may go from one state into another. Every state may follow every other one, so that what was ended by
 * mistake is taken back; leaving it undone needs a reason.
 */
export function decideMove(
  task: { readonly state: TaskState },
  to: { readonly state: TaskState; readonly reason: string },
): { readonly state: TaskState; readonly reason: string | null } | Refusal {
  if (task.state === to.state) return refusal('tasks.move.same');
  const needsReason = to.state === 'cancelled' || to.state === 'not-applicable';
  const reason = to.reason.trim();
  if (needsReason && reason === '')
    return refusal('tasks.move.needs-reason', {}, [{ path: 'body.reason', code: 'needs-reason', params: {} }]);
  return { state: to.state, reason: reason === '' ? null : reason };
}

/** The place between two others; null for none before or after. */
export function rankBetween(before: number | null, after: number | null): number {
  if (before === null) return after === null ? 1 : after - 1;
  return after === null ? before + 1 : (before + after) / 2;
}
