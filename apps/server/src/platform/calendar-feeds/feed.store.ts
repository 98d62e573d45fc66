import type { Reading, Work } from '../commands/index.ts';
import type { Tables } from '../db/index.ts';
import type { CalendarPurpose } from './feed.queries.ts';

type Db = Tables<'platform.calendar_feed'>;
type WithDb = Pick<Reading, 'db'>;
type Whose = { readonly accountId: string; readonly purpose: CalendarPurpose };

/** When the address of a person's calendar was made; null without one that works. */
export async function feedMadeAt({ db }: WithDb, { accountId, purpose }: Whose): Promise<Date | null> {
  const row = await (db as Db)
    .selectFrom('platform.calendar_feed')
    .select('created_at')
    .where('account_id', '=', accountId)
    .where('purpose', '=', purpose)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row?.created_at ?? null;
}

/** Whose calendar a secret opens, by its hash; null for none. */
export async function accountOfFeed(
  { db }: WithDb,
  { tokenHash, purpose }: { readonly tokenHash: Buffer; readonly purpose: CalendarPurpose },
): Promise<string | null> {
  const row = await (db as Db)
    .selectFrom('platform.calendar_feed')
    .select('account_id')
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row?.account_id ?? null;
}

export async function insertFeed(
  work: Work,
  { accountId, purpose, tokenHash }: Whose & { readonly tokenHash: Buffer },
): Promise<void> {
  await (work.db as Db)
    .insertInto('platform.calendar_feed')
    .values({
      id: work.newId<'CalendarFeed'>(),
      purpose,
      account_id: accountId,
      token_hash: tokenHash,
      created_at: work.now,
    })
    .execute();
}

/** Ends the address of a person's calendar. */
export async function revokeFeed(work: Work, { accountId, purpose }: Whose): Promise<void> {
  await (work.db as Db)
    .updateTable('platform.calendar_feed')
    .set({ revoked_at: work.now })
    .where('account_id', '=', accountId)
    .where('purpose', '=', purpose)
    .where('revoked_at', 'is', null)
    .execute();
}
