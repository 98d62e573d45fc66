import type { Locale, Role, Theme } from '@matoi/contract';
import { openCompartment } from '@matoi/contract';
import { type AccountId, asId, type Id } from '@matoi/kernel';
import { sql } from 'kysely';
import { type Tables, type Tx, tellRightsChanged } from '../db/index.ts';
import { seesOpenContent } from './account.store.ts';

type Db = Tables<'platform.session' | 'platform.account' | 'platform.compartment_member'>;

/** ASVS 5.0 §7.3: a session ends after half a day of silence and after a week in any case. Milliseconds. */
export const idleMs = 12 * 3_600_000;
export const absoluteMs = 7 * 24 * 3_600_000;
/** For how long a confirmation of identity allows sensitive acts. Milliseconds. */
export const stepUpMs = 10 * 60_000;
/** Last-seen is written at most this often. Milliseconds. */
const touchMs = 60_000;

export type Session = {
  readonly id: string;
  readonly accountId: AccountId;
  readonly createdAt: Date;
  readonly steppedUpAt: Date | null;
  readonly lastSeenAt: Date;
  readonly account: {
    readonly id: AccountId;
    readonly name: string;
    readonly email: string;
    readonly roles: readonly Role[];
    readonly locale: Locale;
    readonly theme: Theme;
    readonly isBreakGlass: boolean;
    readonly hasTotp: boolean;
  };
  readonly compartments: readonly number[];
};

/** Finds a running session by the hash of its secret, with its account and compartments, in one query. */
export async function findSession(db: Pick<Tx, 'selectFrom'>, tokenHash: Buffer, now: Date): Promise<Session | null> {
  const row = await (db as Db)
    .selectFrom('platform.session as session')
    .innerJoin('platform.account as account', 'account.id', 'session.account_id')
    .select([
      'session.id',
      'session.account_id',
      'session.created_at',
      'session.stepped_up_at',
      'session.last_seen_at',
      'account.name',
      'account.email',
      'account.roles',
      'account.locale',
      'account.theme',
      'account.is_break_glass',
      sql<boolean>`account.totp_secret is not null`.as('has_totp'),
      sql<number[]>`array(select member.compartment_id from platform.compartment_member member
        where member.account_id = account.id)`.as('member_of'),
    ])
    .where('session.token_hash', '=', tokenHash)
    .where('session.revoked_at', 'is', null)
    .where('session.expires_at', '>', now)
    .where('session.last_seen_at', '>', new Date(now.getTime() - idleMs))
    .where('account.state', '=', 'active')
    .executeTakeFirst();
  if (row === undefined) return null;
  const roles = row.roles as Role[];
  return {
    id: row.id,
    accountId: asId<'Account'>(row.account_id),
    createdAt: row.created_at,
    steppedUpAt: row.stepped_up_at,
    lastSeenAt: row.last_seen_at,
    account: {
      id: asId<'Account'>(row.account_id),
      name: row.name,
      email: row.email,
      roles,
      locale: row.locale as Locale,
      theme: row.theme as Theme,
      isBreakGlass: row.is_break_glass,
      hasTotp: row.has_totp,
    },
    compartments: seesOpenContent(roles) ? [openCompartment, ...row.member_of] : row.member_of,
  };
}

/** Notes that a session was used, at most once a minute. */
export async function touchSession(
  db: Pick<Tx, 'updateTable'>,
  session: Pick<Session, 'id' | 'lastSeenAt'>,
  now: Date,
): Promise<void> {
  if (now.getTime() - session.lastSeenAt.getTime() < touchMs) return;
  await (db as Db).updateTable('platform.session').set({ last_seen_at: now }).where('id', '=', session.id).execute();
}

export async function insertSession(
  db: Tx,
  session: {
    readonly id: Id<'Session'>;
    readonly tokenHash: Buffer;
    readonly accountId: AccountId;
    readonly address: string;
    readonly userAgent: string;
  },
  now: Date,
): Promise<void> {
  await (db as Db)
    .insertInto('platform.session')
    .values({
      id: session.id,
      token_hash: session.tokenHash,
      account_id: session.accountId,
      created_at: now,
      last_seen_at: now,
      expires_at: new Date(now.getTime() + absoluteMs),
      stepped_up_at: now,
      address: session.address,
      user_agent: session.userAgent.slice(0, 300),
    })
    .execute();
}

export async function stepUpSession(db: Tx, id: string, now: Date): Promise<void> {
  await (db as Db).updateTable('platform.session').set({ stepped_up_at: now }).where('id', '=', id).execute();
}

/** Ends sessions of an account: one, or all but one. Answers how many. */
export async function revokeSessions(
  db: Tx,
  accountId: AccountId,
  which: { readonly id?: string; readonly exceptId?: string },
  now: Date,
): Promise<number> {
  let query = (db as Db)
    .updateTable('platform.session')
    .set({ revoked_at: now })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null);
  if (which.id !== undefined) query = query.where('id', '=', which.id);
  if (which.exceptId !== undefined) query = query.where('id', '<>', which.exceptId);
  const { numUpdatedRows } = await query.executeTakeFirst();
  await tellRightsChanged(db);
  return Number(numUpdatedRows);
}

export async function listSessions(db: Tx, accountId: string, now: Date) {
  return (db as Db)
    .selectFrom('platform.session')
    .select(['id', 'created_at', 'last_seen_at', 'expires_at', 'address', 'user_agent'])
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .where('last_seen_at', '>', new Date(now.getTime() - idleMs))
    .orderBy('last_seen_at', 'desc')
    .limit(200)
    .execute();
}
