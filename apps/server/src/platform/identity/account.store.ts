import type { AccountState, Locale, Role, Theme } from '@matoi/contract';
import { openCompartment, routes } from '@matoi/contract';
import { type AccountId, asId, refuse } from '@matoi/kernel';
import { sql } from 'kysely';
import { type Actor, permissionsOf } from '../access/index.ts';
import { isUniqueViolation, setCompartments, type Tables, type Tx, tellRightsChanged } from '../db/index.ts';
import type { Reading } from '../work/index.ts';

type Db = Tables<'platform.account' | 'platform.compartment_member' | 'platform.recovery_code'>;

export type Account = {
  readonly id: AccountId;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly state: AccountState;
  readonly passwordHash: string | null;
  readonly totpSecret: Buffer | null;
  readonly totpPending: Buffer | null;
  readonly totpLastStep: number | null;
  readonly locale: Locale;
  readonly theme: Theme;
  readonly isBreakGlass: boolean;
  readonly lastSignInAt: Date | null;
};

type Row = {
  id: string;
  email: string;
  name: string;
  roles: string[];
  state: string;
  password_hash: string | null;
  totp_secret: Buffer | null;
  totp_pending: Buffer | null;
  totp_last_step: number | null;
  locale: string;
  theme: string;
  is_break_glass: boolean;
  last_sign_in_at: Date | null;
};

function toAccount(row: Row): Account {
  return {
    id: asId<'Account'>(row.id),
    email: row.email,
    name: row.name,
    roles: row.roles as Role[],
    state: row.state as AccountState,
    passwordHash: row.password_hash,
    totpSecret: row.totp_secret,
    totpPending: row.totp_pending,
    totpLastStep: row.totp_last_step,
    locale: row.locale as Locale,
    theme: row.theme as Theme,
    isBreakGlass: row.is_break_glass,
    lastSignInAt: row.last_sign_in_at,
  };
}

/** Finds an account by id; refuses with `record.find.not-found`. */
export async function findAccount(db: Tx, id: string, options: { forUpdate?: boolean } = {}): Promise<Account> {
  const query = (db as Db).selectFrom('platform.account').selectAll().where('id', '=', id);
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toAccount(row);
}

/**
 * Reads on as an account, in the same transaction, with what it may see and do at this moment: for addresses that stand
 * for a person without a session (calendars). Null when the account cannot sign in.
 */
export async function readingOfAccount(
  reading: Reading,
  accountId: string,
): Promise<{ readonly reading: Reading; readonly locale: Locale } | null> {
  const row = await (reading.db as Db)
    .selectFrom('platform.account')
    .selectAll()
    .where('id', '=', accountId)
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (row === undefined) return null;
  const account = toAccount(row);
  const compartments = await compartmentsOf(reading.db, account.id, account.roles);
  await setCompartments(reading.db, compartments);
  const actor = accountActor(account, { compartments, address: reading.actor.address });
  return { reading: { ...reading, actor }, locale: account.locale };
}

/** Whether there is an account with that id that can sign in. */
export async function isActiveAccount(db: Tx, id: string): Promise<boolean> {
  const row = await (db as Db)
    .selectFrom('platform.account')
    .select('id')
    .where('id', '=', id)
    .where('state', '=', 'active')
    .executeTakeFirst();
  return row !== undefined;
}

/** Finds an account by address in any letter case, or null. */
export async function findAccountByEmail(db: Tx, email: string): Promise<Account | null> {
  const row = await (db as Db)
    .selectFrom('platform.account')
    .selectAll()
    .where(sql<boolean>`lower(email) = ${email.toLowerCase()}`)
    .executeTakeFirst();
  return row === undefined ? null : toAccount(row);
}

export async function listAccounts(db: Tx): Promise<readonly Account[]> {
  const rows = await (db as Db).selectFrom('platform.account').selectAll().orderBy('created_at').limit(2_000).execute();
  return rows.map(toAccount);
}

/** Names of the given accounts by id. */
export async function accountNames(db: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await (db as Db)
    .selectFrom('platform.account')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Active accounts with one of the roles that see into a compartment, by name: who can be given work there. */
export async function accountsThatSee(
  db: Tx,
  asked: { readonly compartmentId: number; readonly roles: readonly Role[] },
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const rows = await (db as Db)
    .selectFrom('platform.account')
    .select(['id', 'name'])
    .where('state', '=', 'active')
    .where('is_break_glass', '=', false)
    .where(sql<boolean>`roles && ${[...asked.roles]}::text[]`)
    .where((eb) =>
      asked.compartmentId === openCompartment
        ? eb.lit(true)
        : eb.exists(
            eb
              .selectFrom('platform.compartment_member')
              .select('platform.compartment_member.account_id')
              .whereRef('platform.compartment_member.account_id', '=', 'platform.account.id')
              .where('platform.compartment_member.compartment_id', '=', asked.compartmentId),
          ),
    )
    .orderBy('name')
    .limit(500)
    .execute();
  return rows;
}

/** Enters an account; refuses an address that somebody else has, also when both come at the same moment. */
export async function insertAccount(
  db: Tx,
  account: Pick<Account, 'id' | 'email' | 'name' | 'roles' | 'state' | 'passwordHash' | 'locale' | 'isBreakGlass'>,
  now: Date,
): Promise<void> {
  try {
    await (db as Db)
      .insertInto('platform.account')
      .values({
        id: account.id,
        email: account.email,
        name: account.name,
        roles: [...account.roles],
        state: account.state,
        password_hash: account.passwordHash,
        locale: account.locale,
        is_break_glass: account.isBreakGlass,
        created_at: now,
      })
      .execute();
  } catch (error) {
    if (!isUniqueViolation(error, 'account_email')) throw error;
    refuse('accounts.invite.address-taken', {}, [{ path: 'body.email', code: 'accounts.invite.address-taken' }]);
  }
}

export type AccountChanges = Partial<
  Pick<
    Account,
    | 'name'
    | 'roles'
    | 'state'
    | 'passwordHash'
    | 'totpSecret'
    | 'totpPending'
    | 'totpLastStep'
    | 'locale'
    | 'theme'
    | 'lastSignInAt'
  >
>;

export async function updateAccount(db: Tx, id: AccountId, changes: AccountChanges): Promise<void> {
  const columns = {
    ...(changes.name === undefined ? {} : { name: changes.name }),
    ...(changes.roles === undefined ? {} : { roles: [...changes.roles] }),
    ...(changes.state === undefined ? {} : { state: changes.state }),
    ...(changes.passwordHash === undefined ? {} : { password_hash: changes.passwordHash }),
    ...(changes.totpSecret === undefined ? {} : { totp_secret: changes.totpSecret }),
    ...(changes.totpPending === undefined ? {} : { totp_pending: changes.totpPending }),
    ...(changes.totpLastStep === undefined ? {} : { totp_last_step: changes.totpLastStep }),
    ...(changes.locale === undefined ? {} : { locale: changes.locale }),
    ...(changes.theme === undefined ? {} : { theme: changes.theme }),
    ...(changes.lastSignInAt === undefined ? {} : { last_sign_in_at: changes.lastSignInAt }),
  };
  if (Object.keys(columns).length === 0) return;
  await (db as Db).updateTable('platform.account').set(columns).where('id', '=', id).execute();
  if (changes.roles !== undefined || changes.state !== undefined) await tellRightsChanged(db);
}

/**
 * The active administrators, locked so that two cannot leave at once; in one order, so that two who remove each other
 * wait instead of standing in each other's way.
 */
export async function lockAdministrators(db: Tx): Promise<readonly string[]> {
  const rows = await (db as Db)
    .selectFrom('platform.account')
    .select('id')
    .where('state', '=', 'active')
    .where(sql<boolean>`'administrator' = any (roles)`)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => row.id);
}

/** Counts the recovery codes that were not used. */
export async function recoveryCodesLeft(db: Tx, id: string): Promise<number> {
  const row = await (db as Db)
    .selectFrom('platform.recovery_code')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function replaceRecoveryCodes(db: Tx, id: AccountId, hashes: readonly Buffer[]): Promise<void> {
  await (db as Db).deleteFrom('platform.recovery_code').where('account_id', '=', id).execute();
  if (hashes.length === 0) return;
  await (db as Db)
    .insertInto('platform.recovery_code')
    .values(hashes.map((hash) => ({ account_id: id, code_hash: hash })))
    .execute();
}

/** True when the code is one of the account's and was not used. */
export async function isRecoveryCodeLeft(db: Tx, id: AccountId, hash: Buffer): Promise<boolean> {
  const row = await (db as Db)
    .selectFrom('platform.recovery_code')
    .select('account_id')
    .where('account_id', '=', id)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Uses up a recovery code; answers false when it is unknown or was used. */
export async function useRecoveryCode(db: Tx, id: AccountId, hash: Buffer, now: Date): Promise<boolean> {
  const used = await (db as Db)
    .updateTable('platform.recovery_code')
    .set({ used_at: now })
    .where('account_id', '=', id)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}

/** Everything that an account may see: the open compartment with a content role, and its memberships. */
export async function compartmentsOf(db: Tx, id: string, roles: readonly Role[]): Promise<readonly number[]> {
  const rows = await (db as Db)
    .selectFrom('platform.compartment_member')
    .select('compartment_id')
    .where('account_id', '=', id)
    .execute();
  const member = rows.map((row) => row.compartment_id);
  return seesOpenContent(roles) ? [openCompartment, ...member] : member;
}

/** SOC accounts and tokens hand reports in and see nothing but the answer. */
export function seesOpenContent(roles: readonly Role[]): boolean {
  return roles.some((role) => role !== 'soc');
}

const ownRoutes: readonly string[] = routes
  .filter((route) => route.permission === 'signed-in')
  .map((route) => route.id);

/** An account as an actor; acts on the own account need no role. */
export function accountActor(
  account: Pick<Account, 'id' | 'name' | 'roles'>,
  seen: { readonly compartments: readonly number[]; readonly address: string | null },
): Actor {
  return {
    kind: 'user',
    id: account.id,
    name: account.name,
    roles: account.roles,
    compartments: seen.compartments,
    permissions: new Set([...permissionsOf(account.roles), ...ownRoutes]),
    address: seen.address,
  };
}
