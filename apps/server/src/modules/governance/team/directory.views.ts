import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Actor } from '../../../platform/access/index.ts';
import type { DirectoryEntry } from './directory.model.ts';
import { confirmDueAt, stalenessOf } from './directory.rules.ts';
import type { Member } from './member.model.ts';
import { isSelf, maySeeReach } from './member.views.ts';

/** Whether an actor may say that an entry is still right: its owner, and whoever changes the directory. */
export function mayConfirm(actor: Actor, owner: Pick<Member, 'accountId'> | undefined): boolean {
  return actor.permissions.has('directory-entries.change') || (owner !== undefined && isSelf(actor, owner));
}

/** An entry as a reader may see it. */
export function viewEntry(
  entry: DirectoryEntry,
  given: {
    readonly actor: Actor;
    readonly now: Date;
    readonly today: string;
    readonly members: ReadonlyMap<string, Member>;
  },
): ResponseOf<RouteWith<'directory-entries.add'>> {
  const { actor, members } = given;
  const { changedAt: _changedAt, changedBy: _changedBy, confirmedAt, capabilities, contacts, ...rest } = entry;
  const owner = entry.ownerId === null ? undefined : members.get(entry.ownerId);
  const isOpen = maySeeReach(actor);
  return {
    ...rest,
    capabilities: [...capabilities],
    contacts: contacts.map(({ name, title, channels }) => ({ name, title, channels: isOpen ? [...channels] : null })),
    owner: owner?.name ?? null,
    staleness: stalenessOf(entry, given),
    confirmedAt: confirmedAt.toISOString(),
    confirmDueAt: confirmDueAt(entry).toISOString(),
    can: { change: actor.permissions.has('directory-entries.change'), confirm: mayConfirm(actor, owner) },
  };
}
