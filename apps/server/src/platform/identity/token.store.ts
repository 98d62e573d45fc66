import { openCompartment, type Role } from '@matoi/contract';
import { type Id, isId, refuse } from '@matoi/kernel';
import { type Actor, permissionsOf } from '../access/index.ts';
import { makeSharedReading, type Tables, type Tx, tellRightsChanged } from '../db/index.ts';
import { seesOpenContent } from './account.store.ts';
import { hashSecret, isSame } from './secrets.ts';

type Db = Tables<'platform.api_token'>;

export type ApiToken = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly isRevoked: boolean;
};

const touchMs = 60_000;

/** `matoi_<id>_<secret>`; the id without hyphens, so that secret scanners find the whole by one pattern. */
export function writeToken(id: string, secret: string): string {
  return `matoi_${id.replaceAll('-', '')}_${secret}`;
}

function readToken(text: string): { readonly id: string; readonly secret: string } | null {
  const found = /^matoi_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_([\w-]{43})$/.exec(text);
  if (found === null) return null;
  const id = found.slice(1, 6).join('-');
  return isId(id) ? { id, secret: found[6] ?? '' } : null;
}

const selectToken = (db: Pick<Tx, 'selectFrom'>, id: string) =>
  (db as Db).selectFrom('platform.api_token').selectAll().where('id', '=', id).executeTakeFirst();

type ReadRow = (id: string) => ReturnType<typeof selectToken>;
const readers = new WeakMap<object, ReadRow>();

/** A machine calls many times at once: calls share the look at their token, which never is older than the call. */
function tokenRows(db: Pick<Tx, 'selectFrom'>): ReadRow {
  const reader = readers.get(db) ?? makeSharedReading((id) => selectToken(db, id));
  readers.set(db, reader);
  return reader;
}

/** The actor behind a bearer token, or null for one that is unknown, expired or revoked. */
export async function findTokenActor(
  db: Pick<Tx, 'selectFrom' | 'updateTable'>,
  text: string,
  given: { readonly now: Date; readonly address: string | null },
): Promise<Actor | null> {
  const token = readToken(text);
  if (token === null) return null;
  const row = await tokenRows(db)(token.id);
  if (row === undefined || row.revoked_at !== null) return null;
  if (!isSame(row.secret_hash.toString('hex'), hashSecret(token.secret).toString('hex'))) return null;
  if (row.expires_at !== null && row.expires_at <= given.now) return null;
  if (row.last_used_at === null || given.now.getTime() - row.last_used_at.getTime() > touchMs) {
    await (db as Db)
      .updateTable('platform.api_token')
      .set({ last_used_at: given.now })
      .where('id', '=', row.id)
      .execute();
  }
  const roles = [row.role as Role];
  return {
    kind: 'token',
    id: row.id,
    name: row.name,
    roles,
    compartments: seesOpenContent(roles) ? [openCompartment] : [],
    permissions: permissionsOf(roles),
    address: given.address,
  };
}

type Row = {
  id: string;
  name: string;
  role: string;
  created_at: Date;
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
};

function toToken(row: Row): ApiToken {
  return {
    id: row.id,
    name: row.name,
    role: row.role as Role,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    isRevoked: row.revoked_at !== null,
  };
}

export async function listTokens(db: Tx): Promise<readonly ApiToken[]> {
  const rows = await (db as Db)
    .selectFrom('platform.api_token')
    .selectAll()
    .orderBy('created_at', 'desc')
    .limit(1_000)
    .execute();
  return rows.map(toToken);
}

export async function findToken(db: Tx, id: string): Promise<ApiToken> {
  const row = await (db as Db).selectFrom('platform.api_token').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toToken(row);
}

export async function insertToken(
  db: Tx,
  token: {
    readonly id: Id<'ApiToken'>;
    readonly name: string;
    readonly role: Role;
    readonly secretHash: Buffer;
    readonly expiresAt: Date | null;
  },
  now: Date,
): Promise<void> {
  await (db as Db)
    .insertInto('platform.api_token')
    .values({
      id: token.id,
      name: token.name,
      role: token.role,
      secret_hash: token.secretHash,
      expires_at: token.expiresAt,
      created_at: now,
    })
    .execute();
}

export async function revokeToken(db: Tx, id: string, now: Date): Promise<void> {
  await (db as Db)
    .updateTable('platform.api_token')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
  await tellRightsChanged(db);
}
