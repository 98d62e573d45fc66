import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';

type Db = Tables<'team.duty_feed'>;

/** When the address of a person's calendar of duties was made; null without one that works. */
export async function feedMadeAt(reading: Pick<Reading, 'db'>, accountId: string): Promise<Date | null> {
  const row = await (reading.db as Db)
    .selectFrom('team.duty_feed')
    .select('created_at')
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row?.created_at ?? null;
}

/** Whose calendar a secret opens, by its hash; null for none. */
export async function accountOfFeed(reading: Pick<Reading, 'db'>, tokenHash: Buffer): Promise<string | null> {
  const row = await (reading.db as Db)
    .selectFrom('team.duty_feed')
    .select('account_id')
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row?.account_id ?? null;
}

export async function insertFeed(
  work: Work,
  feed: { readonly accountId: string; readonly tokenHash: Buffer },
): Promise<void> {
  await (work.db as Db)
    .insertInto('team.duty_feed')
    .values({
      id: work.newId<'DutyFeed'>(),
      account_id: feed.accountId,
      token_hash: feed.tokenHash,
      created_at: work.now,
    })
    .execute();
}

/** Ends the address of a person's calendar of duties. */
export async function revokeFeed(work: Work, accountId: string): Promise<void> {
  await (work.db as Db)
    .updateTable('team.duty_feed')
    .set({ revoked_at: work.now })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .execute();
}
