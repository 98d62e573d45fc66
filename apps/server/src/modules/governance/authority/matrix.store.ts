import type { ActorLink } from '@matoi/contract';
import { sql } from 'kysely';
import { actorLink } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Definition, Delegation, Draft, Version } from './matrix.model.ts';

type Db = Tables<'authority.version' | 'authority.draft' | 'authority.delegation'>;
type WithDb = Pick<Reading, 'db'>;

/** Every approved version, the newest first. */
export async function listVersions({ db }: WithDb): Promise<readonly Version[]> {
  const rows = await (db as Db).selectFrom('authority.version').selectAll().orderBy('number', 'desc').execute();
  return rows.map((row) => ({
    number: row.number,
    definition: row.definition as unknown as Definition,
    effectiveAt: row.effective_at,
    note: row.note,
    authors: row.authors as unknown as readonly ActorLink[],
    approvedAt: row.approved_at,
    approvedBy: row.approved_by as unknown as ActorLink,
    sha256: row.sha256,
  }));
}

/** Lets one change of the matrix be made at a time. */
export async function lockMatrix(work: Work): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('authority matrix', 0))`.execute(work.db);
}

/** The draft of the next version; a row without a definition was approved or thrown away. */
export async function readDraft({ db }: WithDb): Promise<Draft> {
  const row = await (db as Db).selectFrom('authority.draft').selectAll().executeTakeFirst();
  if (row === undefined) return { definition: null, basedOn: null, authors: [], version: 1 };
  return {
    definition: row.definition as unknown as Definition | null,
    basedOn: row.based_on,
    authors: row.authors as unknown as readonly ActorLink[],
    version: row.version,
  };
}

export async function writeDraft(work: Work, draft: Draft): Promise<void> {
  const values = {
    definition: draft.definition === null ? null : JSON.stringify(draft.definition),
    based_on: draft.basedOn,
    authors: JSON.stringify(draft.authors),
    version: draft.version,
    saved_at: work.now,
    saved_by: JSON.stringify(actorLink(work.actor)),
  };
  await (work.db as Db)
    .insertInto('authority.draft')
    .values({ id: 1, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/** Adds a version; the database never lets it change again. */
export async function insertVersion(
  work: Work,
  version: Pick<Version, 'number' | 'definition' | 'effectiveAt' | 'note' | 'authors' | 'sha256'>,
): Promise<void> {
  await (work.db as Db)
    .insertInto('authority.version')
    .values({
      number: version.number,
      definition: JSON.stringify(version.definition),
      effective_at: version.effectiveAt,
      note: version.note,
      authors: JSON.stringify(version.authors),
      approved_at: work.now,
      approved_by: JSON.stringify(actorLink(work.actor)),
      sha256: version.sha256,
    })
    .execute();
}

/** Every delegation, also those that are over, the newest first. */
export async function listDelegations({ db }: WithDb): Promise<readonly Delegation[]> {
  const rows = await (db as Db)
    .selectFrom('authority.delegation')
    .selectAll()
    .orderBy('given_at', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    fromMemberId: row.from_member_id,
    toMemberId: row.to_member_id,
    actionKinds: row.action_kinds,
    scope: row.scope as unknown as Delegation['scope'],
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    reason: row.reason,
    givenAt: row.given_at,
    givenBy: row.given_by as unknown as ActorLink,
    revoked:
      row.revoked_at === null || row.revoked_reason === null
        ? null
        : { at: row.revoked_at, by: row.revoked_by as unknown as ActorLink, reason: row.revoked_reason },
  }));
}

export async function insertDelegation(
  work: Work,
  delegation: Omit<Delegation, 'givenAt' | 'givenBy' | 'revoked'>,
): Promise<void> {
  await (work.db as Db)
    .insertInto('authority.delegation')
    .values({
      id: delegation.id,
      from_member_id: delegation.fromMemberId,
      to_member_id: delegation.toMemberId,
      action_kinds: [...delegation.actionKinds],
      scope: JSON.stringify(delegation.scope),
      starts_at: delegation.startsAt,
      ends_at: delegation.endsAt,
      reason: delegation.reason,
      given_at: work.now,
      given_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
}

export async function updateRevoked(work: Work, id: string, reason: string): Promise<void> {
  await (work.db as Db)
    .updateTable('authority.delegation')
    .set({ revoked_at: work.now, revoked_by: JSON.stringify(actorLink(work.actor)), revoked_reason: reason })
    .where('id', '=', id)
    .execute();
}
