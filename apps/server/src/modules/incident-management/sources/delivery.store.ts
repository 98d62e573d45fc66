import type { DeliveryResult, SubmissionResult } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { sql } from 'kysely';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';

type Db = Tables<'sources.delivery'>;

/** What became of one alert of a delivery. The report is named by its id: who may not see it learns nothing of it. */
export type DeliveredItem = {
  readonly index: number;
  readonly result: SubmissionResult;
  readonly reportId: string | null;
  readonly code: string | null;
  readonly fields: readonly { readonly path: string; readonly code: string }[];
};

export type Delivery = {
  readonly id: string;
  readonly webhookId: string;
  readonly receivedAt: Date;
  readonly remoteAddress: string | null;
  readonly size: number;
  readonly sha256: Buffer;
  readonly result: DeliveryResult;
  readonly code: string | null;
  readonly items: readonly DeliveredItem[];
  /** Encrypted; null when it is not kept (any more). */
  readonly body: Buffer | null;
  readonly replayedAt: Date | null;
  readonly replayOf: string | null;
};

/** How many deliveries are shown, and how many taken ones keep their body so that they can be looked at again. */
const shown = 20;
/** Most items of one delivery that are named; the others are counted by their results. */
export const namedItems = 50;

/**
 * Records what arrived and what became of it. Bodies of what was refused stay until they are replayed; of what was
 * taken, only the newest.
 */
export async function insertDelivery(work: Work, delivery: Omit<Delivery, 'replayedAt'>): Promise<void> {
  const db = work.db as Db;
  await db
    .insertInto('sources.delivery')
    .values({
      id: delivery.id,
      webhook_id: delivery.webhookId,
      received_at: delivery.receivedAt,
      remote_address: delivery.remoteAddress,
      size: delivery.size,
      sha256: delivery.sha256,
      result: delivery.result,
      code: delivery.code,
      items: JSON.stringify(delivery.items.slice(0, namedItems)),
      body: delivery.body,
      replay_of: delivery.replayOf,
    })
    .execute();
  if (delivery.result !== 'accepted') return;
  await sql`
    update sources.delivery set body = null
    where body is not null and result = 'accepted' and id in (
      select id from sources.delivery where webhook_id = ${delivery.webhookId}::uuid and result = 'accepted'
      order by received_at desc, id desc offset ${shown} limit 5)`.execute(work.db);
}

/** The same body that was refused before and waits: it is not kept a second time. */
export async function findWaiting(
  reading: Pick<Reading, 'db'>,
  webhookId: string,
  sha256: Buffer,
): Promise<string | null> {
  const row = await (reading.db as Db)
    .selectFrom('sources.delivery')
    .select('id')
    .where('webhook_id', '=', webhookId)
    .where('sha256', '=', sha256)
    .where('result', '!=', 'accepted')
    .where('replayed_at', 'is', null)
    .where('body', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Bytes of refused bodies that wait at one webhook: there is an end to what a sender can make us keep. */
export async function waitingBytes(reading: Pick<Reading, 'db'>, webhookId: string): Promise<number> {
  const row = await (reading.db as Db)
    .selectFrom('sources.delivery')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('size'), eb.lit(0)).as('bytes'))
    .where('webhook_id', '=', webhookId)
    .where('result', '!=', 'accepted')
    .where('body', 'is not', null)
    .executeTakeFirst();
  return Number(row?.bytes ?? 0);
}

/** The newest deliveries of a webhook, and after them older ones that still wait to be replayed. */
export async function listDeliveries(reading: Pick<Reading, 'db'>, webhookId: string): Promise<readonly Delivery[]> {
  const db = reading.db as Db;
  const newest = await db
    .selectFrom('sources.delivery')
    .selectAll()
    .where('webhook_id', '=', webhookId)
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(shown)
    .execute();
  const waiting = await db
    .selectFrom('sources.delivery')
    .selectAll()
    .where('webhook_id', '=', webhookId)
    .where('result', '!=', 'accepted')
    .where('replayed_at', 'is', null)
    .where('body', 'is not', null)
    .orderBy('received_at', 'desc')
    .limit(100)
    .execute();
  const seen = new Set(newest.map((row) => row.id));
  return [...newest, ...waiting.filter((row) => !seen.has(row.id))].map(toDelivery);
}

/** One delivery; refuses with `record.find.not-found`. */
export async function findDelivery(
  reading: Pick<Reading, 'db'>,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<Delivery> {
  const query = (reading.db as Db).selectFrom('sources.delivery').selectAll().where('id', '=', id);
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toDelivery(row);
}

export async function markReplayed(work: Work, id: string): Promise<void> {
  await (work.db as Db)
    .updateTable('sources.delivery')
    .set({ replayed_at: work.now, body: null })
    .where('id', '=', id)
    .execute();
}

type Row = {
  id: string;
  webhook_id: string;
  received_at: Date;
  remote_address: string | null;
  size: number;
  sha256: Buffer;
  result: string;
  code: string | null;
  items: unknown;
  body: Buffer | null;
  replayed_at: Date | null;
  replay_of: string | null;
};

function toDelivery(row: Row): Delivery {
  return {
    id: row.id,
    webhookId: row.webhook_id,
    receivedAt: row.received_at,
    remoteAddress: row.remote_address,
    size: row.size,
    sha256: row.sha256,
    result: row.result as DeliveryResult,
    code: row.code,
    items: row.items as readonly DeliveredItem[],
    body: row.body,
    replayedAt: row.replayed_at,
    replayOf: row.replay_of,
  };
}
