import type { DirectoryKind } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { type ActorLink, actorLink } from '../../../platform/access/index.ts';
import type { Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { DirectoryDefinition, DirectoryEntry } from './directory.model.ts';
import type { WithDb } from './member.store.ts';

type Db = Tables<'team.directory_entry'>;

/** The whole directory, also what is no longer used, by name. */
export async function listEntries({ db }: WithDb): Promise<readonly DirectoryEntry[]> {
  const rows = await (db as Db).selectFrom('team.directory_entry').selectAll().orderBy('name').orderBy('id').execute();
  return rows.map(toEntry);
}

/** One entry; refuses with `record.find.not-found`. */
export async function findEntry(
  { db }: WithDb,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<DirectoryEntry> {
  const query = (db as Db).selectFrom('team.directory_entry').selectAll().where('id', '=', id);
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toEntry(row);
}

type Row = {
  id: string;
  kind: string;
  name: string;
  is_active: boolean;
  version: number;
  definition: unknown;
  owner_id: string | null;
  confirm_every_months: number;
  confirmed_at: Date;
  confirmed_by: unknown;
  changed_at: Date;
  changed_by: unknown;
};

function toEntry(row: Row): DirectoryEntry {
  return {
    ...(row.definition as DirectoryDefinition),
    id: row.id,
    version: row.version,
    kind: row.kind as DirectoryKind,
    name: row.name,
    isActive: row.is_active,
    ownerId: row.owner_id,
    confirmEveryMonths: row.confirm_every_months,
    confirmedAt: row.confirmed_at,
    confirmedBy: row.confirmed_by as ActorLink,
    changedAt: row.changed_at,
    changedBy: row.changed_by as ActorLink,
  };
}

/** What a person may say of an entry. */
export type SavedEntry = DirectoryDefinition &
  Pick<DirectoryEntry, 'kind' | 'name' | 'isActive' | 'ownerId' | 'confirmEveryMonths'>;

/** Writes an entry as its next version. Whoever writes it has looked at it: it counts as confirmed. */
export async function writeEntry(
  work: Work,
  entry: SavedEntry & { readonly id: string; readonly version: number; readonly confirmedAt: Date },
): Promise<void> {
  const { id, version, kind, name, isActive, ownerId, confirmEveryMonths, confirmedAt, ...definition } = entry;
  const by = JSON.stringify(actorLink(work.actor));
  const values = {
    kind,
    name,
    is_active: isActive,
    version,
    definition: JSON.stringify(definition),
    owner_id: ownerId,
    confirm_every_months: confirmEveryMonths,
    confirmed_at: confirmedAt,
    confirmed_by: by,
    changed_at: work.now,
    changed_by: by,
  };
  await (work.db as Db)
    .insertInto('team.directory_entry')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/** Says that an entry is still right, as its next version. */
export async function confirmEntry(work: Work, id: string, version: number): Promise<void> {
  await (work.db as Db)
    .updateTable('team.directory_entry')
    .set({ version, confirmed_at: work.now, confirmed_by: JSON.stringify(actorLink(work.actor)) })
    .where('id', '=', id)
    .execute();
}
