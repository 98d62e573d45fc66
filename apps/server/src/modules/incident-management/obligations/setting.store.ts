import type { OwnRegimeState } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { type ActorLink, actorLink } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Regime, Scope } from './obligation.model.ts';
import type { Declaration, OwnRegime, Switch } from './setting.model.ts';

type Db = Tables<'obligations.declaration' | 'obligations.switch' | 'obligations.own_regime'>;

/** What the team says of itself now. */
export async function currentDeclaration(reading: Reading): Promise<Declaration> {
  const row = await (reading.db as Db)
    .selectFrom('obligations.declaration')
    .selectAll()
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return { version: 0, answers: {}, note: '', declaredAt: null, declaredBy: null };
  return {
    version: row.version,
    answers: row.answers as Scope,
    note: row.note,
    declaredAt: row.declared_at,
    declaredBy: row.declared_by as ActorLink,
  };
}

/** Writes the next version; two at once cannot both be the next one. */
export async function insertDeclaration(
  work: Work,
  next: Pick<Declaration, 'version' | 'answers' | 'note'>,
): Promise<void> {
  await (work.db as Db)
    .insertInto('obligations.declaration')
    .values({
      version: next.version,
      answers: JSON.stringify(next.answers),
      note: next.note,
      declared_at: work.now,
      declared_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
}

/** Every switch that was ever made, the newest first. */
export async function switches(reading: Reading): Promise<readonly Switch[]> {
  const rows = await (reading.db as Db)
    .selectFrom('obligations.switch')
    .selectAll()
    .orderBy('switched_at', 'desc')
    .orderBy('id', 'desc')
    .limit(2_000)
    .execute();
  return rows.map((row) => ({
    regimeId: row.regime_id,
    isOn: row.is_on,
    reason: row.reason,
    switchedAt: row.switched_at,
    switchedBy: row.switched_by as ActorLink,
  }));
}

export async function insertSwitch(
  work: Work,
  { regimeId, isOn, reason }: Pick<Switch, 'regimeId' | 'isOn' | 'reason'>,
): Promise<void> {
  await (work.db as Db)
    .insertInto('obligations.switch')
    .values({
      id: work.newId<'ObligationSwitch'>(),
      regime_id: regimeId,
      is_on: isOn,
      reason,
      switched_at: work.now,
      switched_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
}

/** All versions of the team's own rules that were not given up, by name, the newest version first. */
export async function ownRegimes(reading: Reading): Promise<readonly OwnRegime[]> {
  const rows = await (reading.db as Db)
    .selectFrom('obligations.own_regime')
    .selectAll()
    .where('state', '<>', 'discarded')
    .orderBy('regime_id')
    .orderBy('regime_version', 'desc')
    .limit(2_000)
    .execute();
  return rows.map(toOwnRegime);
}

/** One version; refuses with `record.find.not-found`. */
export async function findOwnRegime(
  reading: Reading,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<OwnRegime> {
  const query = (reading.db as Db).selectFrom('obligations.own_regime').selectAll().where('id', '=', id);
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toOwnRegime(row);
}

/** The highest version that a rule ever had, given up ones among them; 0 where there is none. */
export async function lastVersionOf(reading: Reading, regimeId: string): Promise<number> {
  const row = await (reading.db as Db)
    .selectFrom('obligations.own_regime')
    .select((eb) => eb.fn.max('regime_version').as('last'))
    .where('regime_id', '=', regimeId)
    .executeTakeFirst();
  return Number(row?.last ?? 0);
}

export async function insertOwnRegime(work: Work, definition: Regime): Promise<string> {
  const id = work.newId<'OwnRegime'>();
  await (work.db as Db)
    .insertInto('obligations.own_regime')
    .values({
      id,
      regime_id: definition.id,
      regime_version: definition.version,
      state: 'draft',
      definition: JSON.stringify(definition),
      written_at: work.now,
      written_by: JSON.stringify(actorLink(work.actor)),
      authors: [work.actor.id],
    })
    .execute();
  return id;
}

export async function updateOwnRegime(
  work: Work,
  id: string,
  change: { readonly definition: Regime; readonly authors: readonly string[] },
): Promise<void> {
  await (work.db as Db)
    .updateTable('obligations.own_regime')
    .set((eb) => ({
      definition: JSON.stringify(change.definition),
      authors: [...change.authors],
      written_at: work.now,
      written_by: JSON.stringify(actorLink(work.actor)),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute();
}

/** Ends a draft: approved it is never changed again, given up it is shown nowhere. */
export async function endOwnRegime(work: Work, id: string, state: 'approved' | 'discarded'): Promise<void> {
  await (work.db as Db)
    .updateTable('obligations.own_regime')
    .set((eb) => ({
      state,
      ...(state === 'approved' ? { approved_at: work.now, approved_by: JSON.stringify(actorLink(work.actor)) } : {}),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute();
}

function toOwnRegime(row: {
  id: string;
  regime_id: string;
  regime_version: number;
  version: number;
  state: string;
  definition: unknown;
  written_at: Date;
  written_by: unknown;
  authors: string[];
  approved_at: Date | null;
  approved_by: unknown;
}): OwnRegime {
  return {
    id: row.id,
    regimeId: row.regime_id,
    regimeVersion: row.regime_version,
    version: row.version,
    state: row.state as OwnRegimeState,
    definition: row.definition as Regime,
    writtenAt: row.written_at,
    writtenBy: row.written_by as ActorLink,
    authors: row.authors,
    approved: row.approved_at === null ? null : { at: row.approved_at, by: row.approved_by as ActorLink },
  };
}
