import { sql } from 'kysely';
import { type ActorLink, actorLink } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { ClassRow } from './class.model.ts';

type Db = Tables<'triage.class'>;

/** Who changed a class. */
export type ClassAuthor = { readonly changedAt: Date; readonly changedBy: ActorLink };

/** The classes that the team has added or changed. */
export async function listClassRows(reading: Reading): Promise<readonly (ClassRow & ClassAuthor)[]> {
  const rows = await (reading.db as Db).selectFrom('triage.class').selectAll().orderBy('code').execute();
  return rows.map((row) => ({
    code: row.code,
    name: { ja: row.name_ja, en: row.name_en },
    description: { ja: row.description_ja, en: row.description_en },
    reading: row.reading,
    rsitCode: row.rsit_code,
    isMalicious: row.is_malicious,
    isRetired: row.is_retired,
    version: row.version,
    changedAt: row.changed_at,
    changedBy: row.changed_by as unknown as ActorLink,
  }));
}

/** Lets one change of classes be made at a time. */
export async function lockClasses(work: Work): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('classes of triage', 0))`.execute(work.db);
}

/** Keeps a class as it is from now on. */
export async function writeClass(work: Work, row: ClassRow): Promise<void> {
  const values = {
    name_ja: row.name.ja,
    name_en: row.name.en,
    reading: row.reading,
    description_ja: row.description.ja,
    description_en: row.description.en,
    rsit_code: row.rsitCode,
    is_malicious: row.isMalicious,
    is_retired: row.isRetired,
    version: row.version,
    changed_at: work.now,
    changed_by: JSON.stringify(actorLink(work.actor)),
  };
  await (work.db as Db)
    .insertInto('triage.class')
    .values({ code: row.code, ...values })
    .onConflict((conflict) => conflict.column('code').doUpdateSet(values))
    .execute();
}
