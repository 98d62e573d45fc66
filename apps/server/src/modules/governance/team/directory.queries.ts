import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import type { DirectoryEntry } from './directory.model.ts';
import { findEntry, listEntries } from './directory.store.ts';
import { viewEntry } from './directory.views.ts';
import { dateOfDay, dayIn } from './local-day.rules.ts';
import { listMembers } from './member.store.ts';

async function viewing(reading: Reading) {
  const { zone } = await readSettings(reading.db);
  const { actor, now } = reading;
  const members = new Map((await listMembers(reading)).map((member) => [member.id, member]));
  return { actor, now, today: dateOfDay(dayIn(zone, now)), members };
}

/** The whole directory. */
export async function showDirectory(reading: Reading): Promise<ResponseOf<RouteWith<'directory-entries.list'>>> {
  const given = await viewing(reading);
  const entries = await listEntries(reading);
  return {
    items: entries.map((entry) => viewEntry(entry, given)),
    owners: [...given.members.values()].filter(({ isActive }) => isActive).map(({ id, name }) => ({ id, name })),
    can: { add: reading.actor.permissions.has('directory-entries.add') },
  };
}

/** One entry as the one who asks may see it. */
export async function showEntry(reading: Reading, id: string) {
  return viewEntry(await findEntry(reading, id), await viewing(reading));
}

/** An entry and the account of whoever keeps it right, for the reminder; null when there is no such entry. */
export async function keeperOf(
  reading: Pick<Reading, 'db'>,
  id: string,
): Promise<{ readonly entry: DirectoryEntry; readonly accountId: string | null } | null> {
  const entry = (await listEntries(reading)).find((one) => one.id === id);
  if (entry === undefined) return null;
  const owner = (await listMembers(reading)).find((member) => member.id === entry.ownerId && member.isActive);
  return { entry, accountId: owner?.accountId ?? null };
}
