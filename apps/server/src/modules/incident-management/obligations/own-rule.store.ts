import { type ActorLink, actorLink } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Regime } from './obligation.model.ts';
import type { OwnVersion } from './own-rule.model.ts';

type Db = Tables<'obligations.own_rule'>;

/** Every version of every rule of the team's own, by id and version. */
export async function ownVersions(reading: Reading): Promise<readonly OwnVersion[]> {
  const rows = await (reading.db as Db)
    .selectFrom('obligations.own_rule')
    .selectAll()
    .orderBy('regime_id')
    .orderBy('version')
    .limit(5_000)
    .execute();
  return rows.map((row) => ({
    regimeId: row.regime_id,
    version: row.version,
    definition: row.definition as unknown as Regime,
    reason: row.reason,
    writtenAt: row.written_at,
    writtenBy: row.written_by as ActorLink,
  }));
}

/** Writes the next version, under the lock of the rules. */
export async function insertOwnVersion(work: Work, { regime, reason }: { regime: Regime; reason: string }) {
  await (work.db as Db)
    .insertInto('obligations.own_rule')
    .values({
      id: work.newId<'ObligationOwnRule'>(),
      regime_id: regime.id,
      version: regime.version,
      definition: JSON.stringify(regime),
      reason,
      written_at: work.now,
      written_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
}
