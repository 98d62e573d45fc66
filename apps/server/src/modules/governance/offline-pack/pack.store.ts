import { refuse } from '@matoi/kernel';
import { type ActorLink, actorLink } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';

type Db = Tables<'offline_pack.setting' | 'offline_pack.pack'>;
type WithDb = Pick<Reading, 'db'>;

export type PackSetting = {
  readonly version: number;
  readonly passphrase: Buffer;
  readonly runAt: string;
  readonly changedAt: Date;
  readonly changedBy: ActorLink;
};

export type Pack = {
  readonly id: string;
  readonly fileName: string;
  readonly size: number;
  readonly sha256: Buffer;
  readonly contents: readonly string[];
  readonly madeAt: Date;
};

/** How packs are made; null before anybody set a passphrase. */
export async function findSetting({ db }: WithDb): Promise<PackSetting | null> {
  const row = await (db as Db).selectFrom('offline_pack.setting').selectAll().executeTakeFirst();
  if (row === undefined) return null;
  const { version, passphrase, run_at: runAt, changed_at: changedAt } = row;
  return { version, passphrase, runAt, changedAt, changedBy: row.changed_by as ActorLink };
}

export async function writeSetting(
  work: Work,
  setting: Pick<PackSetting, 'version' | 'passphrase' | 'runAt'>,
): Promise<void> {
  const values = {
    version: setting.version,
    passphrase: setting.passphrase,
    run_at: setting.runAt,
    changed_at: work.now,
    changed_by: JSON.stringify(actorLink(work.actor)),
  };
  await (work.db as Db)
    .insertInto('offline_pack.setting')
    .values({ id: 1, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/** The packs whose files are kept, the newest first. */
export async function listPacks({ db }: WithDb): Promise<readonly Pack[]> {
  const rows = await (db as Db)
    .selectFrom('offline_pack.pack')
    .selectAll()
    .where('removed_at', 'is', null)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    fileName: row.file_name,
    size: row.size,
    sha256: row.sha256,
    contents: row.contents as string[],
    madeAt: row.made_at,
  }));
}

/** One pack that is kept; refuses with `record.find.not-found`. */
export async function findPack(reading: WithDb, id: string): Promise<Pack> {
  return (await listPacks(reading)).find((pack) => pack.id === id) ?? refuse('record.find.not-found');
}

export async function insertPack(work: Work, pack: Pack): Promise<void> {
  await (work.db as Db)
    .insertInto('offline_pack.pack')
    .values({
      id: pack.id,
      file_name: pack.fileName,
      size: pack.size,
      sha256: pack.sha256,
      contents: JSON.stringify(pack.contents),
      made_at: pack.madeAt,
    })
    .execute();
}

/** Notes that the files of packs are no longer kept. */
export async function removePacks(work: Work, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await (work.db as Db)
    .updateTable('offline_pack.pack')
    .set({ removed_at: work.now })
    .where('id', 'in', [...ids])
    .execute();
}
