import type { TaskState } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import { actionKind } from '../../governance/authority/index.ts';
import { type Deed, decisionsNamed, holdDecision, mayOrder, namesWhoMay, standingsFor } from '../decisions/index.ts';
import type { Acting, Action, Order, Standing } from './order.model.ts';
import { type Asked, isBegun, notAsked, orderOf, refusalOfChange, type Waiting } from './order.rules.ts';
import type { Task } from './task.model.ts';

function deedOf({ subjectId, action }: Pick<Acting, 'subjectId' | 'action'>): Deed | null {
  return action === null ? null : { subjectId, actionKind: action.kind, target: action.target };
}

/** What the decisions say of some actions, in the same order; null for what has no action. */
export async function standingsOf(
  reading: Reading,
  acting: readonly Pick<Acting, 'subjectId' | 'action'>[],
): Promise<readonly (Standing | null)[]> {
  const deeds = acting.map(deedOf);
  const found = await standingsFor(
    reading,
    deeds.flatMap((deed) => deed ?? []),
  );
  let at = 0;
  return deeds.map((deed) => (deed === null ? null : (found[at++] ?? null)));
}

/** How some actions stand, in the same order; null for what has none. */
export async function ordersOf(reading: Reading, acting: readonly Acting[]): Promise<readonly (Order | null)[]> {
  const standings = await standingsOf(reading, acting);
  const begun = new Map(
    (
      await decisionsNamed(
        reading,
        acting.flatMap(({ decisionId }) => decisionId ?? []),
      )
    ).map((decision) => [decision.id, decision]),
  );
  return acting.map(({ decisionId }, at) => {
    const standing = standings[at] ?? null;
    return standing === null ? null : orderOf(standing, begun.get(decisionId ?? '') ?? null);
  });
}

/**
 * The same, with the decisions held as they are until the transaction ends: of what begins by one that goes at the same
 * moment, nobody would be told that it has lost its ground.
 */
async function heldStandings(
  work: Work,
  acting: readonly Pick<Acting, 'subjectId' | 'action'>[],
): Promise<readonly (Standing | null)[]> {
  const standings = await standingsOf(work, acting);
  // In one order, so that two acts on several tasks wait for each other and not in a circle.
  const ids = [...new Set(standings.flatMap((standing) => standing?.decision?.id ?? []))].sort();
  for (const id of ids) if (!(await holdDecision(work, id))) return heldStandings(work, acting);
  return standings;
}

/** One action with who could order it where nobody has; for whoever is about to begin it. */
export async function askStanding(work: Work, acting: Pick<Acting, 'subjectId' | 'action'>): Promise<Asked> {
  const deed = deedOf(acting);
  const [standing = null] = await heldStandings(work, [acting]);
  const isAsked = deed !== null && standing?.isNeeded === true;
  return { standing, names: isAsked ? await namesWhoMay(work, deed) : '' };
}

/** What authority says of a task that is to go into a state; asked only where its action would begin. */
export async function askFor(work: Work, task: Task, state: TaskState): Promise<Asked> {
  return isBegun(state) ? askStanding(work, task) : notAsked;
}

/** The same of several; who could decide is asked for the first that waits for it. */
export async function askForAll(work: Work, tasks: readonly Task[]): Promise<readonly Asked[]> {
  const standings = await heldStandings(work, tasks);
  const first = tasks.find((_task, at) => standings[at]?.isNeeded === true);
  const { names } = first === undefined ? notAsked : await askStanding(work, first);
  return standings.map((standing) => ({ standing, names }));
}

/** What the action of a task waits for, where whoever acts may not order it; null where it waits for nothing or they may. */
export async function askWaiting(
  reading: Reading,
  acting: Pick<Acting, 'subjectId' | 'action'>,
): Promise<Waiting | null> {
  const deed = deedOf(acting);
  const [standing = null] = await standingsOf(reading, [acting]);
  if (deed === null || standing?.isNeeded !== true || (await mayOrder(reading, deed))) return null;
  return { names: await namesWhoMay(reading, deed) };
}

/**
 * Whether the action of a task may become another one: a known one, not while it is being done by a decision, and while it
 * waits for one not by whoever may not order it.
 */
export function decideAction(
  task: Parameters<typeof refusalOfChange>[0],
  action: Action | null,
  { path, waiting }: { readonly path: string; readonly waiting: Waiting | null },
): Refusal | null {
  return refusalOfAction(action, path) ?? refusalOfChange(task, action, waiting);
}

/** A kind of action that no version of the program knows is refused. */
export function refusalOfAction(action: Action | null | undefined, path: string): Refusal | null {
  if (action === null || action === undefined || actionKind(action.kind) !== null) return null;
  return refusal('tasks.action.unknown', {}, [{ path, code: 'unknown' }]);
}
