import type { BodyOf, RouteWith } from '@matoi/contract';
import { mostDirectoryEntries } from '@matoi/contract/values';
import { type Refusal, refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import type { DirectoryEntry } from './directory.model.ts';
import { showEntry } from './directory.queries.ts';
import { confirmEntry, findEntry, listEntries, writeEntry } from './directory.store.ts';
import { mayConfirm } from './directory.views.ts';
import { listMembers } from './member.store.ts';
import { wrongAddress } from './save.rules.ts';

type Saved = BodyOf<RouteWith<'directory-entries.add'>>;

const memberIds = async (work: Work) => new Set((await listMembers(work)).map(({ id }) => id));

/** Why an entry cannot be saved as given, or null. */
function refuseEntry(saved: Saved, ids: ReadonlySet<string>): Refusal | null {
  const code = 'directory-entries.save.owner-unknown';
  if (saved.ownerId !== null && !ids.has(saved.ownerId)) return refusal(code, {}, [{ path: 'body.ownerId', code }]);
  for (const [index, { channels }] of saved.contacts.entries()) {
    const refused = wrongAddress(channels, 'directory-entries.save.address-wrong', `body.contacts.${index}.channels`);
    if (refused !== null) return refused;
  }
  return null;
}

/** Adds an entry to the directory. */
export const addEntry = defineCommand({
  id: 'directory-entries.add',
  load: async (work: Work, _input: Saved) => ({
    count: (await listEntries(work)).length,
    ids: await memberIds(work),
  }),
  permit: permitAll,
  decide: ({ count, ids }, input) =>
    count >= mostDirectoryEntries
      ? refusal('directory-entries.add.too-many', { limit: mostDirectoryEntries })
      : (refuseEntry(input, ids) ?? input),
  async record(work, { change }) {
    const id = work.newId<'DirectoryEntry'>() as string;
    await writeEntry(work, { ...change, id, version: 1, confirmedAt: work.now });
    return {
      subjectId: null,
      audit: auditOf(id, change, 1),
      facts: [{ kind: 'directory-entry.confirmed' as const, entryId: id, version: 1 }],
      result: id,
    };
  },
  show: showEntry,
});

/** Saves an entry as a whole; whoever saves it has looked at it, so it counts as confirmed. */
export const changeEntry = defineCommand({
  id: 'directory-entries.change',
  load: async (work: Work, input: { readonly id: string; readonly body: Saved }) => ({
    entry: await findEntry(work, input.id, { forUpdate: true }),
    ids: await memberIds(work),
  }),
  versioned: { of: ({ entry }) => entry.version, show: (work, { entry }) => showEntry(work, entry.id) },
  permit: permitAll,
  decide: ({ ids }, { body }) => refuseEntry(body, ids) ?? body,
  async record(work, { loaded: { entry }, change }) {
    const version = entry.version + 1;
    await writeEntry(work, { ...change, id: entry.id, version, confirmedAt: work.now });
    return {
      subjectId: null,
      audit: auditOf(entry.id, change, version),
      facts: [{ kind: 'directory-entry.confirmed' as const, entryId: entry.id, version }],
      result: entry.id,
    };
  },
  show: showEntry,
});

/** Says that an entry is still right. */
export const confirmStill = defineCommand({
  id: 'directory-entries.confirm',
  async load(work: Work, input: { readonly id: string }) {
    const entry = await findEntry(work, input.id, { forUpdate: true });
    const owner = (await listMembers(work)).find(({ id }) => id === entry.ownerId);
    return { entry, owner };
  },
  versioned: { of: ({ entry }) => entry.version, show: (work, { entry }) => showEntry(work, entry.id) },
  permit: (actor, { owner }) => (mayConfirm(actor, owner) ? null : refusal('permission.use.denied')),
  decide: ({ entry }) => ({ id: entry.id, version: entry.version + 1, name: entry.name }),
  async record(work, { change: { id, version, name } }) {
    await confirmEntry(work, id, version);
    return {
      subjectId: null,
      audit: { entryId: id, version, name },
      facts: [{ kind: 'directory-entry.confirmed' as const, entryId: id, version }],
      result: id,
    };
  },
  show: showEntry,
});

/** What the audit log keeps: what it is about, without anybody's numbers. */
function auditOf(
  entryId: string,
  saved: Pick<DirectoryEntry, 'kind' | 'name' | 'isActive' | 'ownerId'>,
  version: number,
) {
  const { kind, name, isActive, ownerId } = saved;
  return { entryId, version, kind, name, isActive, ownerId };
}
