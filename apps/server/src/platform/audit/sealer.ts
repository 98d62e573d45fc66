import { sql } from 'kysely';
import type { Databases } from '../db/index.ts';
import { type Health, type Running, runLoop } from '../health/index.ts';
import { chainStart, hashEntry, nextLink } from './chain.ts';

const sealerLock = 7_303_002;
const batchSize = 1_000;

/** Seals committed audit entries into the hash chain within a second; one sealer at a time by a lock of the transaction. */
export function startSealer(options: {
  readonly databases: Pick<Databases, 'owner'>;
  readonly health: Health;
  readonly clock: () => Date;
  readonly onProblem: (error: unknown) => void;
}): Running {
  return runLoop({
    idleMs: 400,
    onProblem(error) {
      options.health.report('audit-sealer', 'failed', 'waiting for the database');
      options.onProblem(error);
    },
    async turn() {
      const count = await sealBatch(options.databases, options.clock());
      options.health.report('audit-sealer', 'ok', 'up to date');
      return count === batchSize;
    },
  });
}

/** Seals at most one batch in order of commit and answers how many entries it sealed. */
export async function sealBatch(databases: Pick<Databases, 'owner'>, now: Date): Promise<number> {
  return databases.owner.transaction().execute(async (tx) => {
    const locked = await sql<{ locked: boolean }>`select pg_try_advisory_xact_lock(${sealerLock}) as locked`.execute(
      tx,
    );
    if (locked.rows[0]?.locked !== true) return 0;
    const waiting = await tx
      .selectFrom('platform.audit_unsealed')
      .innerJoin('platform.audit_entry', 'platform.audit_entry.id', 'platform.audit_unsealed.entry_id')
      .selectAll('platform.audit_entry')
      .select('platform.audit_unsealed.queue_position')
      .orderBy('platform.audit_unsealed.queue_position')
      .limit(batchSize)
      .execute();
    if (waiting.length === 0) return 0;
    const last = await tx
      .selectFrom('platform.audit_seal')
      .select(['position', 'chain_hash'])
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst();
    let link = last?.chain_hash ?? chainStart;
    const seals = waiting.map(({ queue_position: _, ...entry }, at) => {
      const entryHash = hashEntry(entry);
      link = nextLink(link, entryHash);
      return {
        position: (last?.position ?? 0) + at + 1,
        entry_id: entry.id,
        entry_hash: entryHash,
        chain_hash: link,
        sealed_at: now,
      };
    });
    await tx
      .insertInto('platform.audit_seal')
      .values(seals)
      .onConflict((conflict) => conflict.column('entry_id').doNothing())
      .execute();
    await tx
      .deleteFrom('platform.audit_unsealed')
      .where(
        'queue_position',
        'in',
        waiting.map((entry) => entry.queue_position),
      )
      .execute();
    return waiting.length;
  });
}
