import { sql } from 'kysely';
import type { Tx } from '../db/index.ts';

/** Adds a job in the transaction of the act. `key` makes a second one with the same key replace the first. */
export async function enqueue(
  tx: Tx,
  job: {
    readonly task: string;
    readonly payload: Readonly<Record<string, unknown>>;
    readonly queue?: string;
    readonly key?: string;
    readonly runAt?: Date;
  },
): Promise<void> {
  await sql`select platform.enqueue(${job.task}, ${JSON.stringify(job.payload)}::json, ${job.queue ?? null}::text,
    ${job.key ?? null}::text, ${job.runAt ?? new Date(0)}::timestamptz)`.execute(tx);
}
