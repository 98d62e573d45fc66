import { sql } from 'kysely';
import { type ActorLink, actorLink } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Scope } from './obligation.model.ts';
import type { Declaration, Switch } from './setting.model.ts';

type Db = Tables<'obligations.declaration' | 'obligations.switch'>;

/** Lets one change of what holds for the whole team be made at a time: two at once would both be the next version. */
export async function lockRules(work: Work): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('obligation rules', 0))`.execute(work.db);
}

/** What the team says of itself now. */
export async function currentDeclaration(reading: Reading): Promise<Declaration> {
  const row = await (reading.db as Db)
    .selectFrom('obligations.declaration')
    .selectAll()
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return { version: 0, answers: {}, note: '', declaredAt: null, declaredBy: null };
  return {
    version: row.version,
    answers: row.answers as Scope,
    note: row.note,
    declaredAt: row.declared_at,
    declaredBy: row.declared_by as ActorLink,
  };
}

/** Writes the next version, under the lock of the rules. */
export async function insertDeclaration(
  work: Work,
  next: Pick<Declaration, 'version' | 'answers' | 'note'>,
): Promise<void> {
  await (work.db as Db)
    .insertInto('obligations.declaration')
    .values({
      version: next.version,
      answers: JSON.stringify(next.answers),
      note: next.note,
      declared_at: work.now,
      declared_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
}

/** Every switch that was ever made, the newest first. */
export async function switches(reading: Reading): Promise<readonly Switch[]> {
  const rows = await (reading.db as Db)
    .selectFrom('obligations.switch')
    .selectAll()
    .orderBy('switched_at', 'desc')
    .orderBy('id', 'desc')
    .limit(2_000)
    .execute();
  return rows.map((row) => ({
    regimeId: row.regime_id,
    isOn: row.is_on,
    reason: row.reason,
    switchedAt: row.switched_at,
    switchedBy: row.switched_by as ActorLink,
  }));
}

export async function insertSwitch(
  work: Work,
  { regimeId, isOn, reason }: Pick<Switch, 'regimeId' | 'isOn' | 'reason'>,
): Promise<void> {
  await (work.db as Db)
    .insertInto('obligations.switch')
    .values({
      id: work.newId<'ObligationSwitch'>(),
      regime_id: regimeId,
      is_on: isOn,
      reason,
      switched_at: work.now,
      switched_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
}
