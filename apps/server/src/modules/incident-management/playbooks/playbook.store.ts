import { sql } from 'kysely';
import { type ActorLink, actorLink } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Definition, Draft, VersionHead } from './playbook.model.ts';
import { labelOf } from './version.rules.ts';

type Db = Tables<'playbooks.version' | 'playbooks.draft'>;

/** The versions that the team has published, without what they say, the newest first. */
export async function listTeamVersions(reading: Reading): Promise<readonly VersionHead[]> {
  const rows = await (reading.db as Db)
    .selectFrom('playbooks.version')
    .select(['code', 'edition', 'revision', 'note', 'published_at', 'published_by'])
    .select(sql<string>`effective_on::text`.as('effective_on'))
    .orderBy('code')
    .orderBy('revision', 'desc')
    .execute();
  return rows.map((row) => ({
    code: row.code,
    edition: row.edition,
    revision: row.revision,
    label: labelOf(row),
    origin: 'team',
    effectiveOn: row.effective_on,
    publishedAt: row.published_at,
    publishedBy: row.published_by as unknown as ActorLink,
    note: row.note,
  }));
}

/** What versions of the team say, by code and label. */
export async function readTeamDefinitions(
  reading: Reading,
  heads: readonly Pick<VersionHead, 'code' | 'revision'>[],
): Promise<ReadonlyMap<string, Definition>> {
  if (heads.length === 0) return new Map();
  const rows = await (reading.db as Db)
    .selectFrom('playbooks.version')
    .select(['code', 'edition', 'revision', 'definition'])
    .where((where) => where.or(heads.map(({ code, revision }) => where.and({ code, revision }))))
    .execute();
  return new Map(rows.map((row) => [`${row.code} ${labelOf(row)}`, row.definition as unknown as Definition]));
}

/** Lets one change of playbooks be made at a time. */
export async function lockPlaybooks(work: Work): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('playbooks', 0))`.execute(work.db);
}

/** Adds a version of the team; it never changes again. */
export async function insertVersion(
  work: Work,
  version: Pick<VersionHead, 'code' | 'edition' | 'revision' | 'effectiveOn'> & {
    readonly definition: Definition;
    readonly note: string;
  },
): Promise<void> {
  await (work.db as Db)
    .insertInto('playbooks.version')
    .values({
      id: work.newId<'PlaybookVersion'>(),
      code: version.code,
      edition: version.edition,
      revision: version.revision,
      definition: JSON.stringify(version.definition),
      note: version.note,
      effective_on: sql`${version.effectiveOn}::date`,
      published_at: work.now,
      published_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
}

/** All drafts; those that were published or thrown away are among them without a definition. */
export async function listDrafts(reading: Reading): Promise<readonly Draft[]> {
  const rows = await (reading.db as Db).selectFrom('playbooks.draft').selectAll().orderBy('code').execute();
  return rows.map((row) => ({
    code: row.code,
    definition: row.definition as unknown as Definition | null,
    basedOn: row.based_on,
    version: row.version,
    savedAt: row.saved_at,
    savedBy: row.saved_by as unknown as ActorLink,
  }));
}

/** Keeps a draft as it is from now on. */
export async function writeDraft(
  work: Work,
  draft: Pick<Draft, 'code' | 'definition' | 'basedOn' | 'version'>,
): Promise<void> {
  const values = {
    definition: draft.definition === null ? null : JSON.stringify(draft.definition),
    based_on: draft.basedOn,
    version: draft.version,
    saved_at: work.now,
    saved_by: JSON.stringify(actorLink(work.actor)),
  };
  await (work.db as Db)
    .insertInto('playbooks.draft')
    .values({ code: draft.code, ...values })
    .onConflict((conflict) => conflict.column('code').doUpdateSet(values))
    .execute();
}
