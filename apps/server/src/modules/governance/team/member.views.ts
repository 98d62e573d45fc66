import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Actor } from '../../../platform/access/index.ts';
import type { Absence, Channel, Member } from './member.model.ts';

type Shown = ResponseOf<RouteWith<'members.add'>>;

/** Whether a reader may know how people are reached: those who may have the contact list. */
export function maySeeReach(actor: Pick<Actor, 'permissions'>): boolean {
  return actor.permissions.has('contact-list.download');
}

/** Whether an actor is the member himself. */
export function isSelf(actor: Pick<Actor, 'kind' | 'id'>, member: Pick<Member, 'accountId'>): boolean {
  return actor.kind === 'user' && member.accountId === actor.id;
}

/** The addresses for a reader, or null where they are withheld. One sees one's own. */
export function viewChannels(
  channels: readonly Channel[],
  actor: Pick<Actor, 'permissions' | 'kind' | 'id'>,
  member: Pick<Member, 'accountId'>,
): Channel[] | null {
  return maySeeReach(actor) || isSelf(actor, member) ? [...channels] : null;
}

/** A member as a reader may see it. */
export function viewMember(
  member: Member,
  given: { readonly actor: Actor; readonly absences: readonly Absence[]; readonly now: Date },
): Shown {
  const { actor, now } = given;
  const absences = given.absences.filter(({ memberId }) => memberId === member.id);
  const { changedAt, channels, deputyIds, roles, ...rest } = member;
  return {
    ...rest,
    deputyIds: [...deputyIds],
    roles: roles.map((role) => ({ ...role })),
    channels: viewChannels(channels, actor, member),
    absences: absences.map((one) => ({ ...one, from: one.from.toISOString(), until: one.until.toISOString() })),
    isAbsent: absences.some(({ from, until }) => from <= now && now < until),
    isSelf: isSelf(actor, member),
    changedAt: changedAt.toISOString(),
    can: {
      change: actor.permissions.has('members.change'),
      changeOwn: isSelf(actor, member) && actor.permissions.has('members.change-own'),
    },
  };
}
