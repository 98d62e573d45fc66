import { actorLink } from '../../../platform/access/index.ts';
import { makeVersionStore } from '../../../platform/approved-versions/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Charter } from './charter.model.ts';

type Db = Tables<'charter.publication'>;

/** The versions of the charter and its draft. */
export const charterVersions = makeVersionStore<Charter>('charter');

/** Whether the version in force stands on a page for everybody; not before somebody has said so. */
export async function isPublished({ db }: Pick<Reading, 'db'>): Promise<boolean> {
  const row = await (db as Db).selectFrom('charter.publication').select('is_public').executeTakeFirst();
  return row?.is_public ?? false;
}

export async function writePublication(work: Work, isPublic: boolean): Promise<void> {
  const values = {
    is_public: isPublic,
    changed_at: work.now,
    changed_by: JSON.stringify(actorLink(work.actor)),
  };
  await (work.db as Db)
    .insertInto('charter.publication')
    .values({ id: 1, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}
