import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';

type Db = Tables<'tasks.calendar_feed'>;

export type Feed = { readonly accountId: string; readonly createdAt: Date };

/** The address of a person's calendar that works now, without its secret; null without one. */
export async function findFeed(reading: Pick<Reading, 'db'>, accountId: string): Promise<Feed | null> {
  const row = await (reading.db as Db)
    .selectFrom('tasks.calendar_feed')
    .select(['account_id', 'created_at'])
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : { accountId: row.account_id, createdAt: row.created_at };
}

/** Whose calendar a secret opens, by its hash; null for none. */
export async function accountOfFeed(reading: Pick<Reading, 'db'>, tokenHash: Buffer): Promise<string | null> {
  const row = await (reading.db as Db)
    .selectFrom('tasks.calendar_feed')
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
    .insertInto('tasks.calendar_feed')
    .values({
      id: work.newId<'CalendarFeed'>(),
      account_id: feed.accountId,
      token_hash: feed.tokenHash,
      created_at: work.now,
    })
    .execute();
}

/** Ends the address of a person's calendar. */
export async function revokeFeed(work: Work, accountId: string): Promise<void> {
  await (work.db as Db)
    .updateTable('tasks.calendar_feed')
    .set({ revoked_at: work.now })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .execute();
}
