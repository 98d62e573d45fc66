import { createHash } from 'node:crypto';
import type { ActorLink } from '@matoi/contract';
import { canonicalJson } from '@matoi/kernel';
import { sql } from 'kysely';
import { actorLink } from '../access/index.ts';
import type { Reading, Work } from '../commands/index.ts';
import type { ApprovedVersion, VersionDraft } from './version.model.ts';

type WithDb = Pick<Reading, 'db'>;

type Row = {
  readonly number: number;
  readonly definition: unknown;
  readonly effective_at: Date;
  readonly note: string;
  readonly authors: readonly ActorLink[];
  readonly approved_at: Date;
  readonly approved_by: ActorLink;
  readonly sha256: string;
};

/** By what an approval names what it approves. */
export function contentHash(definition: object): string {
  return createHash('sha256').update(canonicalJson(definition)).digest('hex');
}

/**
 * The versions of one paper and its one draft, in the tables `version` and `draft` of a module's own schema. The database
 * never lets a version change again (trigger `append_only`).
 */
export function makeVersionStore<Definition extends object>(schema: string) {
  const versions = sql.table(`${schema}.version`);
  const drafts = sql.table(`${schema}.draft`);
  return {
    /** Every approved version, the newest first. */
    async listVersions({ db }: WithDb): Promise<readonly ApprovedVersion<Definition>[]> {
      const { rows } = await sql<Row>`select * from ${versions} order by number desc`.execute(db);
      return rows.map((row) => ({
        number: row.number,
        definition: row.definition as Definition,
        effectiveAt: row.effective_at,
        note: row.note,
        authors: row.authors,
        approvedAt: row.approved_at,
        approvedBy: row.approved_by,
        sha256: row.sha256,
      }));
    },

    /** Lets one change of the paper be made at a time. */
    async lock(work: Work): Promise<void> {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`versions of ${schema}`}, 0))`.execute(work.db);
    },

    async readDraft({ db }: WithDb): Promise<VersionDraft<Definition>> {
      const { rows } = await sql<{
        readonly definition: unknown;
        readonly based_on: number | null;
        readonly authors: readonly ActorLink[];
        readonly version: number;
      }>`select definition, based_on, authors, version from ${drafts}`.execute(db);
      const [row] = rows;
      if (row === undefined) return { definition: null, basedOn: null, authors: [], version: 1 };
      return {
        definition: row.definition as Definition | null,
        basedOn: row.based_on,
        authors: row.authors,
        version: row.version,
      };
    },

    async writeDraft(work: Work, draft: VersionDraft<Definition>): Promise<void> {
      const definition = draft.definition === null ? null : JSON.stringify(draft.definition);
      await sql`insert into ${drafts} (id, definition, based_on, authors, version, saved_at, saved_by)
        values (1, ${definition}, ${draft.basedOn}, ${JSON.stringify(draft.authors)}, ${draft.version}, ${work.now},
          ${JSON.stringify(actorLink(work.actor))})
        on conflict (id) do update set definition = excluded.definition, based_on = excluded.based_on,
          authors = excluded.authors, version = excluded.version, saved_at = excluded.saved_at,
          saved_by = excluded.saved_by`.execute(work.db);
    },

    /** Adds a version, approved by whoever acts, now. */
    async insertVersion(
      work: Work,
      version: Omit<ApprovedVersion<Definition>, 'approvedAt' | 'approvedBy'>,
    ): Promise<void> {
      await sql`insert into ${versions}
          (number, definition, effective_at, note, authors, approved_at, approved_by, sha256)
        values (${version.number}, ${JSON.stringify(version.definition)}, ${version.effectiveAt}, ${version.note},
          ${JSON.stringify(version.authors)}, ${work.now}, ${JSON.stringify(actorLink(work.actor))}, ${version.sha256})`.execute(
        work.db,
      );
    },
  };
}
