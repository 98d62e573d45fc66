import type { ActorLink } from '@matoi/contract';
import { actorLink } from '../../../platform/access/index.ts';
import { makeVersionStore } from '../../../platform/approved-versions/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Definition, Delegation } from './matrix.model.ts';

type Db = Tables<'authority.delegation'>;
type WithDb = Pick<Reading, 'db'>;

/** The versions of the matrix and its draft. Its lock also lets one delegation be changed at a time. */
export const matrixVersions = makeVersionStore<Definition>('authority');

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
