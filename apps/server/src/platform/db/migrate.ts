import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely, type Migration, Migrator, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { StartProblem } from '../data-directory/index.ts';
import { type ConnectionConfig, makePool } from './database.ts';

/** Names of the two roles of the database; migrations grant to `appRole` by name. */
export const ownerRole = 'matoi_owner';
export const appRole = 'matoi_app';

/**
 * Makes the roles and the database on a cluster of our own. `superuser` is the role that initdb made.
 * Repeating it is harmless and sets the passwords again.
 */
export async function prepareCluster(options: {
  readonly superuser: ConnectionConfig;
  readonly database: string;
  readonly ownerPassword: string;
  readonly appPassword: string;
}): Promise<{ readonly owner: ConnectionConfig; readonly app: ConnectionConfig }> {
  const { superuser, database } = options;
  await withClient(superuser, async (client) => {
    await ensureRole(client, ownerRole, options.ownerPassword, 'login nosuperuser createrole createdb');
    await ensureRole(client, appRole, options.appPassword, 'login nosuperuser nobypassrls nocreaterole nocreatedb');
    const found = await client.query('select from pg_database where datname = $1', [database]);
    const verb = found.rowCount === 0 ? 'create' : 'alter';
    const owned = verb === 'create' ? `owner ${ownerRole}` : `owner to ${ownerRole}`;
    await client.query(`${verb} database ${pg.escapeIdentifier(database)} ${owned}`);
  });
  return {
    owner: { ...superuser, database, user: ownerRole, password: options.ownerPassword },
    app: { ...superuser, database, user: appRole, password: options.appPassword },
  };
}

/**
 * Makes the application role on a foreign server, reached as the owner of the database. Its password is derived from
 * the master key, so that several processes agree on it.
 */
export async function prepareForeignDatabase(options: {
  readonly owner: ConnectionConfig;
  readonly appPassword: string;
}): Promise<ConnectionConfig> {
  await withClient(options.owner, async (client) => {
    const { rows } = await client.query<{ version: number }>(
      "select current_setting('server_version_num')::int as version",
    );
    const version = Math.floor((rows[0]?.version ?? 0) / 10_000);
    if (version < 16) {
      throw new StartProblem(
        'database.use.too-old',
        `The server behind DATABASE_URL is PostgreSQL ${version}; Matoi needs 16 or later.`,
      );
    }
    await ensureRole(client, appRole, options.appPassword, 'login nocreaterole nocreatedb');
  });
  return { ...options.owner, user: appRole, password: options.appPassword };
}

async function ensureRole(client: pg.Client, name: string, password: string, attributes: string): Promise<void> {
  const found = await client.query<{ bypasses: boolean }>(
    'select rolsuper or rolbypassrls as bypasses from pg_roles where rolname = $1',
    [name],
  );
  const isNew = found.rowCount === 0;
  if (found.rows[0]?.bypasses === true) {
    throw new StartProblem(
      'database.role.too-strong',
      `The role ${name} on this server is a superuser or bypasses row-level security. Take that away (alter role ${name} nosuperuser nobypassrls) and start again.`,
    );
  }
  // An owner with CREATEROLE alone may set the password of a role it made, but not repeat its attributes.
  const verb = isNew ? `create role ${name} with ${attributes}` : `alter role ${name} with login`;
  await client.query(`${verb} password ${pg.escapeLiteral(password)}`);
}

async function withClient(config: ConnectionConfig, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({
    host: config.host,
    port: config.port,
    user: config.user,
    password: config.password,
    database: config.database,
    ssl: config.ssl === true ? { rejectUnauthorized: true } : false,
    connectionTimeoutMillis: 10_000,
  });
  // A statement that fails says so itself; without a listener a connection that breaks would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new StartProblem(
      'database.connect.failed',
      `The database cannot be reached (${error instanceof Error ? error.message : String(error)}). Check DATABASE_URL, or whether the server runs.`,
    );
  }
  try {
    await use(client);
  } finally {
    await client.end();
  }
}

/** Reads `DATABASE_URL` into its parts; `sslmode=require` and stricter switch TLS on. */
export function parseDatabaseUrl(url: string): ConnectionConfig {
  const parts = new URL(url);
  return {
    host: parts.searchParams.get('host') ?? decodeURIComponent(parts.hostname),
    port: parts.port === '' ? 5432 : Number(parts.port),
    user: decodeURIComponent(parts.username),
    password: decodeURIComponent(parts.password),
    database: decodeURIComponent(parts.pathname.slice(1)),
    ssl: ['require', 'verify-ca', 'verify-full'].includes(parts.searchParams.get('sslmode') ?? ''),
  };
}

/**
 * Applies the forward-only `.sql` files of a directory in the order of their names, each in its own transaction, under
 * a lock, so that several processes may start at once. Refuses a database that a newer program has migrated.
 */
export async function migrate(options: {
  readonly owner: ConnectionConfig;
  readonly directory: string;
}): Promise<readonly string[]> {
  const { owner, directory } = options;
  // A statement that fails says so itself; what breaks afterwards is no problem of anybody's.
  const pool = makePool(owner, 2, () => undefined);
  const db = new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrations = await readMigrations(directory);
    await refuseNewer(db, new Set(Object.keys(migrations)));
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => migrations },
      migrationTableName: 'migration',
      migrationLockTableName: 'migration_lock',
    });
    const { error, results } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
    return (results ?? []).map((result) => result.migrationName);
  } finally {
    await db.destroy();
  }
}

async function readMigrations(directory: string): Promise<Record<string, Migration>> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
  const migrations: Record<string, Migration> = {};
  for (const name of names) {
    const text = await readFile(join(directory, name), 'utf8');
    migrations[name.slice(0, -4)] = {
      async up(db: Kysely<unknown>) {
        await sql.raw(text).execute(db);
      },
    };
  }
  return migrations;
}

async function refuseNewer(db: Kysely<Record<string, never>>, known: ReadonlySet<string>): Promise<void> {
  const table = await sql<{ found: string | null }>`select to_regclass('public.migration')::text as found`.execute(db);
  if (table.rows[0]?.found === null) return;
  const applied = await sql<{ name: string }>`select name from public.migration order by name`.execute(db);
  const unknown = applied.rows.map((row) => row.name).filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new StartProblem(
    'database.migrate.newer',
    `This database was used by a newer Matoi (${unknown.at(-1)}). Start that version, or restore a backup made before it.`,
  );
}
