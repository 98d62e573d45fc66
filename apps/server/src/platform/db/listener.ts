import { sql } from 'kysely';
import pg from 'pg';
import type { ConnectionConfig, Tx } from './database.ts';

/** On this channel every process learns that somebody's rights were taken away: open streams are asked anew. */
export const rightsChannel = 'matoi_rights';

/** Says so, once the transaction is committed. */
export async function tellRightsChanged(tx: Pick<Tx, 'getExecutor'>): Promise<void> {
  await sql`select pg_notify(${rightsChannel}, '')`.execute(tx);
}

/**
 * Listens on channels with a connection of its own and connects again when it breaks. After every (re)connection
 * `onWake` is called once per channel, because notifications may have been missed.
 */
export function listen(options: {
  readonly connection: ConnectionConfig;
  readonly channels: readonly string[];
  readonly onWake: (channel: string) => void;
  readonly onProblem: (error: unknown) => void;
}): { stop(): Promise<void> } {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;

  const again = () => {
    if (isStopped || timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      connect().catch(options.onProblem);
    }, 500);
  };

  async function connect(): Promise<void> {
    const { host, port, user, password, database } = options.connection;
    const ssl = options.connection.ssl === true ? { rejectUnauthorized: true } : false;
    const next = new pg.Client({ host, port, user, password, database, ssl });
    client = next;
    next.on('notification', (message) => options.onWake(message.channel));
    next.on('error', options.onProblem);
    next.on('end', again);
    try {
      await next.connect();
      for (const channel of options.channels) await next.query(`listen ${pg.escapeIdentifier(channel)}`);
      for (const channel of options.channels) options.onWake(channel);
    } catch (error) {
      options.onProblem(error);
      await next.end().catch(options.onProblem);
      again();
    }
  }

  connect().catch(options.onProblem);
  return {
    async stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      client?.removeAllListeners('end');
      await client?.end().catch(options.onProblem);
    },
  };
}
