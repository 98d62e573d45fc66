import type { KnownValueKind, ObservableType } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { actorLink } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { ActorLink, KnownValue } from './observable.model.ts';

type Db = Tables<'observables.known'>;

/** What the team knows now, in the order of kinds and values. */
export async function listKnown(reading: Pick<Reading, 'db'>): Promise<readonly KnownValue[]> {
  const rows = await (reading.db as Db)
    .selectFrom('observables.known')
    .selectAll()
    .where('withdrawn_at', 'is', null)
    .orderBy('kind')
    .orderBy('value')
    .execute();
  return rows.map(toKnown);
}

export async function findKnown(reading: Pick<Reading, 'db'>, id: string): Promise<KnownValue> {
  const row = await (reading.db as Db)
    .selectFrom('observables.known')
    .selectAll()
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toKnown(row);
}

/** Adds a value; null when it is on the list already. */
export async function insertKnown(
  work: Work,
  known: {
    readonly kind: KnownValueKind;
    readonly type: ObservableType;
    readonly value: string;
    readonly reason: string;
  },
): Promise<string | null> {
  const id = work.newId<'KnownValue'>();
  const { numInsertedOrUpdatedRows } = await (work.db as Db)
    .insertInto('observables.known')
    .values({ id, ...known, added_at: work.now, added_by: JSON.stringify(actorLink(work.actor)) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n ? id : null;
}

export async function withdrawKnown(work: Work, id: string): Promise<void> {
  await (work.db as Db)
    .updateTable('observables.known')
    .set({ withdrawn_at: work.now, withdrawn_by: JSON.stringify(actorLink(work.actor)) })
    .where('id', '=', id)
    .execute();
}

type Row = { id: string; kind: string; type: string; value: string; reason: string; added_at: Date; added_by: unknown };

function toKnown(row: Row): KnownValue {
  return {
    id: row.id,
    kind: row.kind as KnownValueKind,
    type: row.type as ObservableType,
    value: row.value,
    reason: row.reason,
    addedAt: row.added_at,
    addedBy: row.added_by as ActorLink,
  };
}
