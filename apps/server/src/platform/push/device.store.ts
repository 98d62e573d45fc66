import { refuse } from '@matoi/kernel';
import { type Selectable, sql } from 'kysely';
import type { Reading, Work } from '../commands/index.ts';
import type { DB, Tables } from '../db/index.ts';
import type { PushDevice } from './push.model.ts';

type Db = Tables<'platform.push_device' | 'platform.account'>;

/** Browsers of an account that take messages, the first registered first; none of somebody who cannot sign in. */
export async function listDevices({ db }: Pick<Reading, 'db'>, accountId: string): Promise<readonly PushDevice[]> {
  const rows = await (db as Db)
    .selectFrom('platform.push_device')
    .innerJoin('platform.account', 'platform.account.id', 'platform.push_device.account_id')
    .selectAll('platform.push_device')
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('platform.account.state', '=', 'active')
    .orderBy('registered_at')
    .orderBy('platform.push_device.id')
    .execute();
  return rows.map(toDevice);
}

/** Browsers of these accounts that want notifications too, of people who can sign in. */
export async function listNoticeDevices(
  { db }: Pick<Reading, 'db'>,
  accountIds: readonly string[],
): Promise<readonly PushDevice[]> {
  if (accountIds.length === 0) return [];
  const rows = await (db as Db)
    .selectFrom('platform.push_device')
    .innerJoin('platform.account', 'platform.account.id', 'platform.push_device.account_id')
    .selectAll('platform.push_device')
    .where('account_id', 'in', [...accountIds])
    .where('ended_at', 'is', null)
    .where('has_notices', '=', true)
    .where('platform.account.state', '=', 'active')
    .execute();
  return rows.map(toDevice);
}

/** A browser that takes messages, or null after its end. */
export async function findDevice({ db }: Pick<Reading, 'db'>, id: string): Promise<PushDevice | null> {
  const row = await (db as Db)
    .selectFrom('platform.push_device')
    .selectAll()
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : toDevice(row);
}

/** The same of the one who asks; refuses with `record.find.not-found` what is another's. */
export async function findOwnDevice(reading: Reading, id: string): Promise<PushDevice> {
  const device = await findDevice(reading, id);
  return device === null || device.accountId !== reading.actor.id ? refuse('record.find.not-found') : device;
}

/** Who is registered under an address now. Two who register the same one at once wait for each other. */
export async function findByEndpoint(work: Work, endpointHash: Buffer): Promise<PushDevice | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`push ${endpointHash.toString('hex')}`}, 0))`.execute(
    work.db,
  );
  const row = await (work.db as Db)
    .selectFrom('platform.push_device')
    .selectAll()
    .where('endpoint_hash', '=', endpointHash)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : toDevice(row);
}

export async function insertDevice(
  work: Work,
  device: Pick<PushDevice, 'id' | 'accountId' | 'name' | 'service' | 'endpointHash' | 'hasNotices'> & {
    readonly subscription: Buffer;
  },
): Promise<void> {
  await (work.db as Db)
    .insertInto('platform.push_device')
    .values({
      id: device.id,
      account_id: device.accountId,
      name: device.name,
      service: device.service,
      endpoint_hash: device.endpointHash,
      subscription: device.subscription,
      has_notices: device.hasNotices,
      registered_at: work.now,
      last_seen_at: work.now,
    })
    .execute();
}

export type DeviceChange = Partial<{
  readonly name: string;
  readonly hasNotices: boolean;
  readonly subscription: Buffer;
  readonly lastSeenAt: Date;
  readonly lastSentAt: Date;
  readonly lastProblem: string | null;
}>;

export async function updateDevice(work: Work, id: string, change: DeviceChange): Promise<void> {
  await (work.db as Db)
    .updateTable('platform.push_device')
    .set({
      name: change.name,
      has_notices: change.hasNotices,
      subscription: change.subscription,
      last_seen_at: change.lastSeenAt,
      last_sent_at: change.lastSentAt,
      last_problem: change.lastProblem,
    })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

/** Ends a registration; its address and keys are thrown away. */
export async function endDevice(work: Work, id: string, reason: 'by-owner' | 'gone' | 'replaced'): Promise<void> {
  await (work.db as Db)
    .updateTable('platform.push_device')
    .set({ ended_at: work.now, end_reason: reason, subscription: null })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

function toDevice(row: Selectable<DB['platform.push_device']>): PushDevice {
  return {
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    service: row.service,
    endpointHash: row.endpoint_hash,
    subscription: row.subscription,
    hasNotices: row.has_notices,
    registeredAt: row.registered_at,
    lastSeenAt: row.last_seen_at,
    lastSentAt: row.last_sent_at,
    lastProblem: row.last_problem,
  };
}
