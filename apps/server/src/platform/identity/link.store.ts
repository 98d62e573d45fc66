import { refuse } from '@matoi/kernel';
import type { Tables, Tx } from '../db/index.ts';
import { hashSecret } from './secrets.ts';

type Db = Tables<'platform.account_link'>;

/** Set-up links live a day, sign-up links three. Milliseconds. */
const lifeMs = { 'set-up': 24 * 3_600_000, 'sign-up': 3 * 24 * 3_600_000 } as const;

/** Stores a new one-time link and makes earlier ones for the same purpose and account useless. */
export async function insertLink(
  db: Tx,
  link: { readonly purpose: 'set-up' | 'sign-up'; readonly accountId: string | null; readonly hash: Buffer },
  now: Date,
): Promise<void> {
  let earlier = (db as Db)
    .updateTable('platform.account_link')
    .set({ used_at: now })
    .where('purpose', '=', link.purpose)
    .where('used_at', 'is', null);
  earlier =
    link.accountId === null
      ? earlier.where('account_id', 'is', null)
      : earlier.where('account_id', '=', link.accountId);
  await earlier.execute();
  await (db as Db)
    .insertInto('platform.account_link')
    .values({
      token_hash: link.hash,
      purpose: link.purpose,
      account_id: link.accountId,
      created_at: now,
      expires_at: new Date(now.getTime() + lifeMs[link.purpose]),
    })
    .execute();
}

/** Uses a link up and answers whose it is; refuses one that is unknown, used or past its time. */
export async function useLink(db: Tx, purpose: 'set-up' | 'sign-up', text: string, now: Date): Promise<string | null> {
  const row = await (db as Db)
    .updateTable('platform.account_link')
    .set({ used_at: now })
    .where('token_hash', '=', hashSecret(text))
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('account_id')
    .executeTakeFirst();
  return row === undefined ? refuse(`${purpose}.complete.link-invalid`) : row.account_id;
}
