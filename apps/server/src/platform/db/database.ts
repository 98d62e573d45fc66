import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { DB } from './types.generated.ts';

export type { DB } from './types.generated.ts';

/** A transaction of the application role. Stores narrow it to their own tables with `Tables`. */
export type Tx = Transaction<DB>;

/** The part of the database that one store may touch; another module's table does not compile. */
export type Tables<Names extends keyof DB> = Transaction<Pick<DB, Names>>;

export type ConnectionConfig = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly ssl?: boolean;
};

/**
 * `app` works as `matoi_app`, which row-level security binds; everything a person causes goes through it.
 * `owner` is for migrations, the queue, the relay and the sealer, which handle ids and hashes but never answer a caller.
 */
export type Databases = {
  readonly app: Kysely<DB>;
  readonly owner: Kysely<DB>;
  readonly ownerPool: pg.Pool;
  readonly appPool: pg.Pool;
  readonly ownerConfig: ConnectionConfig;
  close(): Promise<void>;
};

// Positions and sizes stay far below 2^53, so 64-bit integers may be plain numbers.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text));

/** Opens both pools. `onProblem` hears of idle connections that broke; without a listener pg would end the process. */
export function openDatabases(options: {
  readonly owner: ConnectionConfig;
  readonly app: ConnectionConfig;
  readonly onProblem: (error: Error) => void;
}): Databases {
  let isClosed = false;
  // Connections that end with the database while we close it are no problem of anybody's.
  const onProblem = (error: Error) => {
    if (!isClosed) options.onProblem(error);
  };
  const ownerPool = makePool(options.owner, 12, onProblem);
  const appPool = makePool(options.app, 16, onProblem);
  const owner = new Kysely<DB>({ dialect: new PostgresDialect({ pool: ownerPool }) });
  const app = new Kysely<DB>({ dialect: new PostgresDialect({ pool: appPool }) });
  return {
    app,
    owner,
    ownerPool,
    appPool,
    ownerConfig: options.owner,
    async close() {
      isClosed = true;
      await Promise.all([app.destroy(), owner.destroy()]);
      // Kysely ends a pool only when it was asked something itself; the queue and the listeners use it directly.
      for (const pool of [appPool, ownerPool]) if (!pool.ended) await pool.end();
    },
  };
}

/** A pool whose broken connections are told to `onProblem`, also those that end with the database while the pool ends. */
export function makePool(config: ConnectionConfig, max: number, onProblem: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    host: config.host,
    port: config.port,
    user: config.user,
    password: config.password,
    database: config.database,
    ssl: config.ssl === true ? { rejectUnauthorized: true } : false,
    max,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 5_000,
    application_name: 'matoi',
  });
  pool.on('error', onProblem);
  pool.on('connect', (client) => client.on('error', onProblem));
  return pool;
}

/** Sets whose compartments the rest of the transaction may see. An empty list means that no content is visible. */
export async function setCompartments(tx: Tx, compartments: readonly number[]): Promise<void> {
  const text = `{${compartments.join(',')}}`;
  await sql`select set_config('app.compartments', ${text}, true)`.execute(tx);
}

/** Sets the one record that a guest of this transaction may be told of, by the functions that are made for guests. */
export async function setGuestSubject(tx: Tx, subjectId: string): Promise<void> {
  await sql`select set_config('app.guest_subject', ${subjectId}, true)`.execute(tx);
}

/** True for the errors that mean that the database cannot be reached or is going down, rather than a faulty statement. */
export function isDatabaseGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^(08...|57P0[123]|53300|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE)$/.test(code)) return true;
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
    error.message,
  );
}

/** True when two transactions waited for each other and the database ended this one: it may begin again. */
export function isDeadlock(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '40P01';
}

/** True when a record was moved out of the transaction's sight between being read and being written about. */
export function isOutOfSight(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === '42501' &&
    error.message === 'the subject is not visible'
  );
}

/** True when a unique index refused a row; `index` is its name. */
export function isUniqueViolation(error: unknown, index: string): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === '23505' &&
    'constraint' in error &&
    error.constraint === index
  );
}
