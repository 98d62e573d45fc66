import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Actor } from '../../../platform/access/index.ts';
import type { DutyChange, Rotation, Shift } from './duty.model.ts';
import type { Member } from './member.model.ts';
import { isSelf } from './member.views.ts';

/** A rotation as it is answered. */
export function viewRotation(rotation: Rotation): ResponseOf<RouteWith<'rotations.add'>> {
  return {
    ...rotation,
    levels: rotation.levels.map(({ memberIds }) => ({ memberIds: [...memberIds] })),
    cover: { ...rotation.cover, days: [...rotation.cover.days] },
  };
}

/** Whether an actor may answer a swap: who was asked; for somebody without an account whoever plans the roster. */
export function mayAnswer(actor: Actor, change: DutyChange, asked: Pick<Member, 'accountId'> | undefined): boolean {
  if (change.kind !== 'swap' || asked === undefined) return false;
  if (isSelf(actor, asked)) return true;
  return asked.accountId === null && actor.permissions.has('duty-changes.override');
}

/** Whether an actor may take a change back: who asked or decided it, and whoever plans the roster. */
export function mayWithdraw(actor: Actor, change: DutyChange): boolean {
  const isOwn = change.askedBy.kind === actor.kind && change.askedBy.id === actor.id;
  return isOwn || actor.permissions.has('duty-changes.override');
}

/** A change as it is answered to one reader. */
export function viewChange(
  change: DutyChange,
  given: { readonly actor: Actor; readonly now: Date; readonly members: ReadonlyMap<string, Member> },
): ResponseOf<RouteWith<'duty-changes.override'>> {
  const { actor, now, members } = given;
  const { from, until, askedAt, state } = change;
  const isOpen = until > now && (state === 'asked' || state === 'agreed');
  return {
    ...change,
    from: from.toISOString(),
    until: until.toISOString(),
    askedAt: askedAt.toISOString(),
    can: {
      answer: isOpen && state === 'asked' && mayAnswer(actor, change, members.get(change.onMemberId)),
      withdraw: isOpen && mayWithdraw(actor, change),
    },
  };
}

/** A stretch of time with its people, as it is answered. */
export function viewShift({ from, until, people }: Shift) {
  return { from: from.toISOString(), until: until.toISOString(), people: people.map((one) => ({ ...one })) };
}
