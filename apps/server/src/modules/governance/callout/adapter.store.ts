import type { AdapterKind } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import type { Selectable } from 'kysely';
import { type ActorLink, actorLink } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { DB, Tables } from '../../../platform/db/index.ts';
import type { Adapter, AdapterDefinition } from './adapter.model.ts';

type Db = Tables<'callout.adapter'>;
type Row = Selectable<DB['callout.adapter']>;

type WithSecrets = Adapter & { readonly sealedHeaders: Buffer | null; readonly receiptHash: Buffer | null };

/** All services, with their secrets as they are kept: headers encrypted, the one for reports hashed. */
export async function listAdapters(reading: Pick<Reading, 'db'>): Promise<readonly WithSecrets[]> {
  const rows = await (reading.db as Db)
    .selectFrom('callout.adapter')
    .selectAll()
    .orderBy('kind')
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(withSecrets);
}

/** One of them; refuses with `record.find.not-found`. */
export async function findAdapter(
  reading: Pick<Reading, 'db'>,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<WithSecrets> {
  const query = (reading.db as Db).selectFrom('callout.adapter').selectAll().where('id', '=', id);
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : withSecrets(row);
}

export type SavedAdapter = AdapterDefinition & Pick<Adapter, 'id' | 'kind' | 'name' | 'isOn'>;

function columnsOf(work: Work, adapter: SavedAdapter) {
  const { method, url, body, contentType, expectedStatus, isPrivateAllowed, receipt } = adapter;
  return {
    kind: adapter.kind,
    name: adapter.name,
    is_on: adapter.isOn,
    definition: JSON.stringify({ method, url, body, contentType, expectedStatus, isPrivateAllowed, receipt }),
    changed_at: work.now,
    changed_by: JSON.stringify(actorLink(work.actor)),
  };
}

type SealedHeaders = { readonly names: readonly string[]; readonly sealed: Buffer | null };

export async function insertAdapter(work: Work, adapter: SavedAdapter, headers: SealedHeaders): Promise<void> {
  await (work.db as Db)
    .insertInto('callout.adapter')
    .values({
      id: adapter.id,
      version: 1,
      ...columnsOf(work, adapter),
      header_names: [...headers.names],
      headers: headers.sealed,
    })
    .execute();
}

/** Changes a service; without headers they stay as they are. `endsReceipts`: its address for reports ends. */
export async function updateAdapter(
  work: Work,
  adapter: SavedAdapter,
  { headers, endsReceipts }: { readonly headers: SealedHeaders | null; readonly endsReceipts: boolean },
): Promise<void> {
  await (work.db as Db)
    .updateTable('callout.adapter')
    .set((eb) => ({
      ...columnsOf(work, adapter),
      version: eb('version', '+', 1),
      ...(headers === null ? {} : { header_names: [...headers.names], headers: headers.sealed }),
      ...(endsReceipts ? { receipt_hash: null } : {}),
    }))
    .where('id', '=', adapter.id)
    .execute();
}

/** Keeps the hash of a new secret for reports. */
export async function updateReceiptHash(work: Work, id: string, receiptHash: Buffer): Promise<void> {
  await (work.db as Db)
    .updateTable('callout.adapter')
    .set({ receipt_hash: receiptHash })
    .where('id', '=', id)
    .execute();
}

/** Keeps how the last test went. */
export async function updateTested(
  work: Work,
  id: string,
  test: { readonly isGood: boolean; readonly words: string },
): Promise<void> {
  await (work.db as Db)
    .updateTable('callout.adapter')
    .set({ tested_at: work.now, is_test_good: test.isGood, test_words: test.words })
    .where('id', '=', id)
    .execute();
}

function withSecrets(row: Row): WithSecrets {
  return { ...toAdapter(row), sealedHeaders: row.headers, receiptHash: row.receipt_hash };
}

function toAdapter(row: Row): Adapter {
  const definition = row.definition as unknown as Omit<AdapterDefinition, 'receipt'> & Partial<AdapterDefinition>;
  return {
    ...definition,
    // Those that were kept before services could report have none.
    receipt: definition.receipt ?? null,
    id: row.id,
    version: row.version,
    kind: row.kind as AdapterKind,
    name: row.name,
    isOn: row.is_on,
    headerNames: row.header_names,
    hasReceiptAddress: row.receipt_hash !== null,
    changedAt: row.changed_at,
    changedBy: row.changed_by as ActorLink,
    tested:
      row.tested_at === null
        ? null
        : { at: row.tested_at, isGood: row.is_test_good === true, words: row.test_words ?? '' },
  };
}
