import { asId, isRefusal } from '@matoi/kernel';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import { findSubject, partsBelow, subjectLinks, wholesAbove } from '../../../platform/subjects/index.ts';
import { isGoverned, type Target } from '../../governance/authority/index.ts';
import type { Decision } from './decision.model.ts';
import { deciderOf, judgeFor } from './decision.queries.ts';
import { authorityOf, isStanding, orderAmong, whoMay } from './decision.rules.ts';
import * as store from './decision.store.ts';

/** An action on a record, before it is done. */
export type Deed = { readonly subjectId: string; readonly actionKind: string; readonly target: Target };

/** What the decisions of a record say of an action. */
export type Standing = {
  /** The matrix in force speaks of the action, and nobody has ordered it. */
  readonly isNeeded: boolean;
  /** The decision that orders it now. */
  readonly decision: Decision | null;
  /** Where none does: one that orders the same on something else. */
  readonly elsewhere: Decision | null;
};

const nothing: Target = { system: '', site: '', tag: '' };

/** The decisions of a record, of what it is part of, and of what was merged into that. */
async function decisionsAround(reading: Reading, subjectId: string): Promise<readonly Decision[]> {
  const above = await wholesAbove(reading, { parentId: asId<'Subject'>(subjectId) });
  const top = above.at(-1);
  if (top === undefined) return [];
  const kind = (await subjectLinks(reading, [top])).get(top)?.kind;
  const below = kind === undefined ? [] : await partsBelow(reading, top, kind);
  return store.decisionsOf(reading, [...new Set([...above, ...below])]);
}

/**
 * What stands in the way of actions on records that need authority: nothing where no approved matrix speaks of the action,
 * nothing where a standing decision orders it. In the order in which they were asked; records that the actor does not see
 * have no decisions.
 */
export async function standingsFor(reading: Reading, deeds: readonly Deed[]): Promise<readonly Standing[]> {
  const decisions = new Map<string, readonly Decision[]>();
  for (const subjectId of new Set(deeds.map((deed) => deed.subjectId)))
    decisions.set(subjectId, await decisionsAround(reading, subjectId));
  const governed = new Map<string, boolean>();
  for (const actionKind of new Set(deeds.map((deed) => deed.actionKind)))
    governed.set(actionKind, await isGoverned(reading.db, { actionKind, at: reading.now }));
  return deeds.map((deed) => {
    const found = orderAmong(decisions.get(deed.subjectId) ?? [], deed);
    return { ...found, isNeeded: found.decision === null && governed.get(deed.actionKind) === true };
  });
}

/** The same of one action. Without a target it is done to whatever was decided. */
export async function standingDecision(
  reading: Reading,
  asked: Omit<Deed, 'target'> & { readonly target?: Target },
): Promise<Standing> {
  const [standing] = await standingsFor(reading, [{ target: nothing, ...asked }]);
  return standing ?? { isNeeded: false, decision: null, elsewhere: null };
}

/** The names of those who may order an action on a record now, so that nobody ends at a "no"; empty where nobody may. */
export async function namesWhoMay(reading: Reading, { subjectId, actionKind, target }: Deed): Promise<string> {
  const subject = await findSubject(reading, subjectId);
  return whoMay(await judgeFor(reading, subject, { actionKind, target, memberId: null }));
}

/** Whether whoever acts may order an action on a record now, by the matrix or by a delegation. */
export async function mayOrder(reading: Reading, { subjectId, actionKind, target }: Deed): Promise<boolean> {
  const { memberId } = await deciderOf(reading);
  if (memberId === null) return false;
  const subject = await findSubject(reading, subjectId);
  return !isRefusal(authorityOf(await judgeFor(reading, subject, { actionKind, target, memberId })));
}

/**
 * Whether a decision still orders its action, which from here on it does until the caller's transaction ends: whoever puts
 * another one in its place waits, and then hears of what was begun by it.
 */
export async function holdDecision(work: Work, id: string): Promise<boolean> {
  return isStanding(await store.findDecision(work, id, { forUpdate: true }));
}

/** Some decisions by their ids; those that the actor does not see are left out. */
export function decisionsNamed(reading: Reading, ids: readonly string[]): Promise<readonly Decision[]> {
  return store.decisionsNamed(reading, ids);
}
