import { type WarningMatch, warningListLimit } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { type Selectable, sql } from 'kysely';
import { actorLink } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { DB, Tables } from '../../../platform/db/index.ts';
import type { ActorLink } from './observable.model.ts';
import { programLists } from './warning.map.ts';
import type { WarningList } from './warning.model.ts';

type Db = Tables<'observables.warning_list'>;
type Row = Selectable<DB['observables.warning_list']>;

/** Every list: those of the program as the team has switched them, then those of the team. */
export async function listWarningLists(reading: Pick<Reading, 'db'>): Promise<readonly WarningList[]> {
  const rows = await (reading.db as Db)
    .selectFrom('observables.warning_list')
    .selectAll()
    .where('withdrawn_at', 'is', null)
    .orderBy('name_ja')
    .orderBy('id')
    .limit(warningListLimit * 2)
    .execute();
  const switches = new Map(rows.map((row) => [row.code, row]));
  const ofProgram = programLists.map((list) => {
    const row = switches.get(list.id);
    return row === undefined ? list : { ...list, isOn: row.is_on, changed: changedOf(row) };
  });
  return [...ofProgram, ...rows.filter(({ code }) => code === null).map(toList)];
}

export async function findWarningList(
  reading: Pick<Reading, 'db'>,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<WarningList> {
  if (options.forUpdate === true)
    await sql`select id from observables.warning_list where id::text = ${id} for update`.execute(reading.db);
  const found = (await listWarningLists(reading)).find((one) => one.id === id);
  return found ?? refuse('record.find.not-found');
}

type Saved = Pick<WarningList, 'source' | 'effectiveOn' | 'match' | 'entries'> & {
  readonly nameJa: string;
  readonly nameEn: string;
  readonly reasonText: string;
};

function columnsOf(work: Work, saved: Saved) {
  return {
    name_ja: saved.nameJa,
    name_en: saved.nameEn,
    reason: saved.reasonText,
    source: saved.source,
    effective_on: saved.effectiveOn,
    match: saved.match,
    entries: [...saved.entries],
    changed_at: work.now,
    changed_by: JSON.stringify(actorLink(work.actor)),
  };
}

export async function insertWarningList(work: Work, saved: Saved): Promise<string> {
  const id = work.newId<'WarningList'>();
  await (work.db as Db)
    .insertInto('observables.warning_list')
    .values({ id, code: null, version: 1, is_on: true, ...columnsOf(work, saved) })
    .execute();
  return id;
}

export async function updateWarningList(work: Work, id: string, saved: Saved): Promise<void> {
  await (work.db as Db)
    .updateTable('observables.warning_list')
    .set({ version: sql`version + 1`, ...columnsOf(work, saved) })
    .where('id', '=', id)
    .execute();
}

/** Switches a list; one of the program gets a row that says nothing else. */
export async function switchWarningList(work: Work, list: WarningList, isOn: boolean): Promise<void> {
  const changed = { changed_at: work.now, changed_by: JSON.stringify(actorLink(work.actor)) };
  if (list.isOwn) {
    await (work.db as Db)
      .updateTable('observables.warning_list')
      .set({ is_on: isOn, ...changed })
      .where('id', '=', list.id)
      .execute();
    return;
  }
  await (work.db as Db)
    .insertInto('observables.warning_list')
    .values({
      ...{ id: work.newId<'WarningList'>(), code: list.id, version: 1, is_on: isOn, name_ja: '', name_en: '' },
      ...{ reason: '', source: '', effective_on: null, match: null, entries: [], ...changed },
    })
    .onConflict((conflict) => conflict.column('code').doUpdateSet({ is_on: isOn, ...changed }))
    .execute();
}

export async function withdrawWarningList(work: Work, id: string): Promise<void> {
  await (work.db as Db)
    .updateTable('observables.warning_list')
    .set({ withdrawn_at: work.now, changed_at: work.now, changed_by: JSON.stringify(actorLink(work.actor)) })
    .where('id', '=', id)
    .execute();
}

function changedOf(row: Row): WarningList['changed'] {
  return { at: row.changed_at, by: row.changed_by as unknown as ActorLink };
}

function toList(row: Row): WarningList {
  return {
    id: row.id,
    version: row.version,
    isOwn: true,
    isOn: row.is_on,
    name: { ja: row.name_ja, en: row.name_en },
    reason: { ja: row.reason, en: row.reason },
    source: row.source,
    effectiveOn: row.effective_on === null ? null : dayOf(row.effective_on),
    match: row.match as WarningMatch,
    leavesOut: false,
    entries: row.entries,
    changed: changedOf(row),
  };
}

/** A date of the calendar as the driver gives it: at midnight of the process. */
function dayOf(date: Date | string): string {
  if (typeof date === 'string') return date;
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
