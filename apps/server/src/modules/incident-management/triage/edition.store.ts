import { sql } from 'kysely';
import { type ActorLink, actorLink } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { EditionHead } from './edition.rules.ts';

type Db = Tables<'triage.edition'>;

export type EditionKind = 'rules' | 'priorities' | 'service-levels' | 'business-calendar' | 'severities';

/** One version without its content. `id` is null for version 1, which the program brings along. */
export type Edition = EditionHead & {
  readonly id: string | null;
  readonly note: string | null;
  readonly createdAt: Date;
  readonly createdBy: ActorLink | null;
};

const columns = ['id', 'version', 'note', 'effective_at', 'created_at', 'created_by'] as const;

/** The versions that the team has made of one kind, the newest first. */
export async function listEditions(reading: Reading, kind: EditionKind): Promise<readonly Edition[]> {
  const rows = await (reading.db as Db)
    .selectFrom('triage.edition')
    .select(columns)
    .where('kind', '=', kind)
    .orderBy('version', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    note: row.note,
    effectiveAt: row.effective_at,
    createdAt: row.created_at,
    createdBy: row.created_by as unknown as ActorLink,
  }));
}

/** The versions in force of several kinds at once; a kind that the team never changed is missing. */
export async function editionsInForce(
  reading: Reading,
  kinds: readonly EditionKind[],
): Promise<ReadonlyMap<EditionKind, { readonly id: string; readonly version: number }>> {
  const rows = await (reading.db as Db)
    .selectFrom('triage.edition')
    .select(['kind', 'id', 'version'])
    .distinctOn('kind')
    .where('kind', 'in', [...kinds])
    .where('effective_at', '<=', reading.now)
    .orderBy('kind')
    .orderBy('version', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.kind as EditionKind, { id: row.id, version: row.version }]));
}

/** What one version says, as it was written. */
export async function readEditionContent(reading: Reading, id: string): Promise<unknown> {
  const row = await (reading.db as Db)
    .selectFrom('triage.edition')
    .select('content')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.content;
}

/** Lets one change of a kind be made at a time. */
export async function lockEditions(work: Work, kind: EditionKind): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`triage editions of ${kind}`}, 0))`.execute(work.db);
}

/** Adds a version; earlier ones stay. */
export async function insertEdition(
  work: Work,
  edition: {
    readonly kind: EditionKind;
    readonly version: number;
    readonly content: unknown;
    readonly note: string | null;
    readonly effectiveAt: Date;
  },
): Promise<void> {
  await (work.db as Db)
    .insertInto('triage.edition')
    .values({
      id: work.newId<'Edition'>(),
      kind: edition.kind,
      version: edition.version,
      content: JSON.stringify(edition.content),
      note: edition.note,
      effective_at: edition.effectiveAt,
      created_at: work.now,
      created_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
}
