import { type DeliveryResult, openCompartment } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { sql } from 'kysely';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import { isSubjectSeen } from '../../../platform/subjects/index.ts';
import type { DeliveredItem, Delivery } from './delivery.model.ts';

type Db = Tables<'sources.delivery'>;

/** How many deliveries are shown, and how many taken ones keep their body so that they can be looked at again. */
const shown = 20;

/** A delivery of which the reader sees nothing is not there: who has no sight of a report does not learn that it came. */
function isSeen({ actor }: { readonly actor: Pick<Reading['actor'], 'compartments'> }) {
  return sql<boolean>`exists (
    select from jsonb_array_elements(sources.delivery.items) item
    where item ->> 'reportId' is null or ${isSubjectSeen(actor, sql`(item ->> 'reportId')::uuid`)})`;
}

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
      items: JSON.stringify(delivery.items),
      body: delivery.body,
      replay_of: delivery.replayOf,
    })
    .execute();
  if (delivery.result !== 'accepted') return;
  // What everybody sees and what is hidden are counted apart, or the one would tell by its bodies that the other came.
  const isOpen = isSeen({ actor: { compartments: [openCompartment] } });
  await sql`
    update sources.delivery set body = null
    where body is not null and result = 'accepted' and id in (
      select id from sources.delivery where webhook_id = ${delivery.webhookId}::uuid and result = 'accepted'
        and ${isOpen} = (select ${isOpen} from sources.delivery where id = ${delivery.id}::uuid)
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

/** The newest deliveries of a webhook that the actor sees, and after them older ones that still wait to be replayed. */
export async function listDeliveries(
  reading: Pick<Reading, 'db' | 'actor'>,
  webhookId: string,
): Promise<readonly Delivery[]> {
  const db = reading.db as Db;
  const newest = await db
    .selectFrom('sources.delivery')
    .selectAll()
    .where('webhook_id', '=', webhookId)
    .where(isSeen(reading))
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
    .where(isSeen(reading))
    .orderBy('received_at', 'desc')
    .limit(100)
    .execute();
  const seen = new Set(newest.map((row) => row.id));
  return [...newest, ...waiting.filter((row) => !seen.has(row.id))].map(toDelivery);
}

export type LastDelivery = Pick<Delivery, 'receivedAt' | 'result' | 'code' | 'items'>;

/** The newest delivery of each webhook that the actor sees, by the id of the webhook. */
export async function lastDeliveries(
  reading: Pick<Reading, 'db' | 'actor'>,
): Promise<ReadonlyMap<string, LastDelivery>> {
  const { rows } = await sql<Pick<Row, 'webhook_id' | 'received_at' | 'result' | 'code' | 'items'>>`
    select last.* from sources.webhook cross join lateral (
      select webhook_id, received_at, result, code, items from sources.delivery
      where webhook_id = webhook.id and ${isSeen(reading)}
      order by received_at desc, id desc limit 1) last`.execute(reading.db);
  return new Map(
    rows.map(({ webhook_id, received_at, result, code, items }) => [
      webhook_id,
      {
        receivedAt: received_at,
        result: result as DeliveryResult,
        code,
        items: items as readonly DeliveredItem[],
      },
    ]),
  );
}

/** One delivery that the actor sees; refuses with `record.find.not-found`. */
export async function findDelivery(
  reading: Pick<Reading, 'db' | 'actor'>,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<Delivery> {
  const query = (reading.db as Db)
    .selectFrom('sources.delivery')
    .selectAll()
    .where('id', '=', id)
    .where(isSeen(reading));
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
