import type { ReachKind } from '@matoi/contract';
import type { Channel, HeldRole, Member } from './member.model.ts';

/** Whether a role is held on a local date. */
export function isHeldOn(role: HeldRole, date: string): boolean {
  return (role.from === null || role.from <= date) && (role.until === null || date <= role.until);
}

/** The members who hold a role on a local date, by name. */
export function holdersOn(members: readonly Member[], roleKey: string, date: string): readonly Member[] {
  return members.filter(
    ({ isActive, roles }) => isActive && roles.some((role) => role.key === roleKey && isHeldOn(role, date)),
  );
}

/** Ways that need neither the company's mail nor its chat. */
const outsideMail: readonly ReachKind[] = ['voice', 'sms', 'push'];

/**
 * The ways to reach somebody in their order. While mail may be compromised only those that work without the company's
 * mail and chat; `push` goes to an account of this program, so somebody without one has none.
 */
export function channelsOf(
  member: Pick<Member, 'channels' | 'accountId'>,
  options: { readonly isMailCompromised: boolean },
): readonly Channel[] {
  return member.channels
    .filter(({ kind }) => kind !== 'push' || member.accountId !== null)
    .filter(({ isAlternate, kind }) => !options.isMailCompromised || isAlternate || outsideMail.includes(kind));
}

/** Whether somebody is reached otherwise than before: by other addresses, or in another order. */
export function isReachedElse(before: readonly Channel[], after: readonly Channel[]): boolean {
  if (before.length !== after.length) return true;
  return before.some((channel, at) => {
    const other = after[at];
    return (
      channel.kind !== other?.kind || channel.address !== other.address || channel.isAlternate !== other.isAlternate
    );
  });
}

/** Whether making `superiorId` the superior of a member closes a circle. */
export function isCircle(members: ReadonlyMap<string, Member>, memberId: string, superiorId: string): boolean {
  const seen = new Set<string>([memberId]);
  let at: string | null = superiorId;
  while (at !== null) {
    if (seen.has(at)) return true;
    seen.add(at);
    const superior: Member['superior'] = members.get(at)?.superior ?? null;
    at = superior?.kind === 'member' ? superior.id : null;
  }
  return false;
}
