import type { AdapterKind } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import type { Selectable } from 'kysely';
import { type ActorLink, actorLink } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { DB, Tables } from '../../../platform/db/index.ts';
import type { Adapter, AdapterDefinition } from './adapter.model.ts';

type Db = Tables<'callout.adapter'>;
type Row = Selectable<DB['callout.adapter']>;

export async function listAdapters(reading: Pick<Reading, 'db'>): Promise<readonly Adapter[]> {
  const rows = await (reading.db as Db)
    .selectFrom('callout.adapter')
    .selectAll()
    .orderBy('kind')
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(toAdapter);
}

/** A service with its headers as they are kept, encrypted; refuses with `record.find.not-found`. */
export async function findAdapter(
  reading: Pick<Reading, 'db'>,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<Adapter & { readonly sealedHeaders: Buffer | null }> {
  const query = (reading.db as Db).selectFrom('callout.adapter').selectAll().where('id', '=', id);
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : { ...toAdapter(row), sealedHeaders: row.headers };
}

export type SavedAdapter = AdapterDefinition & Pick<Adapter, 'id' | 'kind' | 'name' | 'isOn'>;

function columnsOf(work: Work, adapter: SavedAdapter) {
  const { method, url, body, contentType, expectedStatus, isPrivateAllowed } = adapter;
  return {
    kind: adapter.kind,
    name: adapter.name,
    is_on: adapter.isOn,
    definition: JSON.stringify({ method, url, body, contentType, expectedStatus, isPrivateAllowed }),
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

/** Changes a service; without headers they stay as they are. */
export async function updateAdapter(work: Work, adapter: SavedAdapter, headers: SealedHeaders | null): Promise<void> {
  await (work.db as Db)
    .updateTable('callout.adapter')
    .set((eb) => ({
      ...columnsOf(work, adapter),
      version: eb('version', '+', 1),
      ...(headers === null ? {} : { header_names: [...headers.names], headers: headers.sealed }),
    }))
    .where('id', '=', adapter.id)
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

function toAdapter(row: Row): Adapter {
  return {
    ...(row.definition as unknown as AdapterDefinition),
    id: row.id,
    version: row.version,
    kind: row.kind as AdapterKind,
    name: row.name,
    isOn: row.is_on,
    headerNames: row.header_names,
    changedAt: row.changed_at,
    changedBy: row.changed_by as ActorLink,
    tested:
      row.tested_at === null
        ? null
        : { at: row.tested_at, isGood: row.is_test_good === true, words: row.test_words ?? '' },
  };
}
