import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { listAccounts } from '../../../platform/identity/index.ts';
import { listEntries } from './directory.store.ts';
import { findMember, listAbsences, listMembers } from './member.store.ts';
import { viewMember } from './member.views.ts';
import { teamRoles } from './role.queries.ts';
import type { SaveGiven } from './save.rules.ts';

type Listed = ResponseOf<RouteWith<'members.list'>>;

/** Everybody of the team, with what a form needs to change one. */
export async function showMembers(reading: Reading): Promise<Listed> {
  const members = await listMembers(reading);
  const absences = await listAbsences(reading, reading.now);
  const entries = await listEntries(reading);
  const { actor, now } = reading;
  const accounts = actor.permissions.has('members.change') ? await listAccounts(reading.db) : [];
  return {
    items: members.map((member) => viewMember(member, { actor, absences, now })),
    roles: teamRoles.map((role) => ({ ...role, name: { ...role.name }, job: { ...role.job } })),
    superiors: entries.filter(({ isActive }) => isActive).map(({ id, name }) => ({ id, name })),
    accounts: accounts.filter(({ state }) => state !== 'disabled').map(({ id, name }) => ({ id, name })),
  };
}

/** One member as the one who asks may see it. */
export async function showMember(reading: Reading, id: string): Promise<Listed['items'][number]> {
  const member = await findMember(reading, id);
  const { actor, now } = reading;
  return viewMember(member, { actor, absences: await listAbsences(reading, now), now });
}

/** What the rules of saving ask for. */
export async function gatherSave(reading: Reading): Promise<Omit<SaveGiven, 'id'>> {
  const members = new Map((await listMembers(reading)).map((member) => [member.id, member]));
  const entryIds = new Set((await listEntries(reading)).map(({ id }) => id));
  const accounts = await listAccounts(reading.db);
  return {
    members,
    entryIds,
    accountIds: new Set<string>(accounts.map(({ id }) => id)),
    self: reading.actor.id,
  };
}
