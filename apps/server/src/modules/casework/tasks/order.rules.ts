import type { TaskState } from '@matoi/contract';
import { isRefusal, type Refusal, refusal } from '@matoi/kernel';
import type { Action, Decision, Order, Standing } from './order.model.ts';
import { decideMove } from './task.rules.ts';

/** States of a task in which its action is being done or was done. */
export function isBegun(state: TaskState): boolean {
  return state === 'in-progress' || state === 'done';
}

/** What authority says of an action that is about to begin, and who could decide. */
export type Asked = { readonly standing: Standing | null; readonly names: string };
export const notAsked: Asked = { standing: null, names: '' };

const codes = {
  task: { none: 'tasks.move.needs-decision', elsewhere: 'tasks.move.other-target' },
  instruction: { none: 'instructions.send.needs-decision', elsewhere: 'instructions.send.other-target' },
} as const;

/**
 * Why an action cannot be begun, or told to others, now: the matrix in force speaks of it and no standing decision orders
 * it. `names`: who could decide. Null where nothing stands in the way.
 */
export function refusalOfDoing(by: keyof typeof codes, { standing, names }: Asked): Refusal | null {
  if (standing === null || !standing.isNeeded) return null;
  const { elsewhere } = standing;
  if (elsewhere === null) return refusal(codes[by].none, { names });
  return refusal(codes[by].elsewhere, { number: elsewhere.number, target: targetText(elsewhere), names });
}

/** How a task stands after a move. `decisionId` left undefined: what it was begun by stays. */
export type Moved = Exclude<ReturnType<typeof decideMove>, Refusal> & {
  readonly decisionId: string | null | undefined;
};

/** Whether a task may go into a state, and by which decision where its action needs one. */
export function decideGuarded(
  task: Parameters<typeof decideMove>[0],
  to: Parameters<typeof decideMove>[1],
  asked: Asked,
): Moved | Refusal {
  const move = decideMove(task, to);
  if (isRefusal(move)) return move;
  // Leaving it is free; who takes it up anew begins anew.
  if (!isBegun(to.state)) return { ...move, decisionId: to.state === 'open' ? null : undefined };
  return refusalOfDoing('task', asked) ?? { ...move, decisionId: asked.standing?.decision?.id ?? null };
}

const targetText = ({ target }: Pick<Decision, 'target'>) =>
  [target.system, target.site, target.tag].filter((name) => name !== '').join('、');

/**
 * How an action stands. `begunBy` is the decision by which it was begun, where it was. What was begun by a decision that
 * stands no more has lost its ground, unless another decision orders the same.
 */
export function orderOf(standing: Standing, begunBy: Decision | null): Order {
  if (standing.decision !== null) return { state: 'ordered', decision: standing.decision };
  if (begunBy !== null) return { state: 'ended', decision: begunBy };
  return { state: standing.isNeeded ? 'needed' : 'free', decision: null };
}

/** Whether two actions are the same. */
export function isSameAction(one: Action | null, other: Action | null): boolean {
  if (one === null || other === null) return one === other;
  const { system, site, tag } = one.target;
  return (
    one.kind === other.kind && system === other.target.system && site === other.target.site && tag === other.target.tag
  );
}

/** Whether an action says no less than another one: the same kind, and the same target wherever that one names any. */
function isNoLess(one: Action | null, than: Action): boolean {
  if (one === null || one.kind !== than.kind) return false;
  return (['system', 'site', 'tag'] as const).every(
    (field) => than.target[field] === '' || than.target[field] === one.target[field],
  );
}

/** That an action waits for a decision which whoever acts may not make; `names`: who may. */
export type Waiting = { readonly names: string };

/**
 * Whether the action of a task may become another one: not while it is being done or was done by a decision; and while it
 * waits for one, whoever may not order it can only name its target more exactly. Otherwise nobody would have to ask.
 */
export function refusalOfChange(
  task: { readonly state: TaskState; readonly action: Action | null; readonly decisionId: string | null },
  action: Action | null,
  waiting: Waiting | null,
): Refusal | null {
  if (isSameAction(task.action, action)) return null;
  if (isBegun(task.state) && task.decisionId !== null) return refusal('tasks.change.action-begun');
  if (waiting === null || task.action === null || isNoLess(action, task.action)) return null;
  return refusal('tasks.change.action-waits', { names: waiting.names });
}
