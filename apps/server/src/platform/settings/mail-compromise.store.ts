import type { ActorLink } from '@matoi/contract';
import { sql } from 'kysely';
import type { Tx } from '../db/index.ts';

/** "Mail may be compromised", for the whole team: why, since when, and who said so. */
export type MailCompromise = { readonly reason: string; readonly since: Date; readonly by: ActorLink };

type Kept = { readonly reason: string; readonly since: string; readonly by: ActorLink };

const name = 'mail-compromise';

/** Whether the team holds its mail for compromised now; null while it does not. */
export async function readMailCompromise(db: Pick<Tx, 'selectFrom'>): Promise<MailCompromise | null> {
  const row = await db.selectFrom('platform.setting').select('value').where('name', '=', name).executeTakeFirst();
  const kept = (row?.value ?? null) as Kept | null;
  return kept === null ? null : { ...kept, since: new Date(kept.since) };
}

/** Says that mail may be compromised, or with null that it is trusted again. */
export async function writeMailCompromise(db: Tx, state: MailCompromise | null, now: Date): Promise<void> {
  const text = JSON.stringify(state === null ? null : { ...state, since: state.since.toISOString() });
  await db
    .insertInto('platform.setting')
    .values({ name, value: text, changed_at: now })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: text, changed_at: now }))
    .execute();
}

/** Lets whoever turns this switch wait for each other. */
export async function lockMailCompromise(db: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${name}))`.execute(db);
}
