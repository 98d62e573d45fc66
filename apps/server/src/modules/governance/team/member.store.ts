import { refuse } from '@matoi/kernel';
import { type ActorLink, actorLink } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Absence, Member, MemberDefinition, SavedMember } from './member.model.ts';
import { isReachedElse } from './member.rules.ts';

type Db = Tables<'team.member' | 'team.absence' | 'team.reach_change'>;

/** Whatever has a transaction: a reading, or a transaction that is handed through a door. */
export type WithDb = Pick<Reading, 'db'>;

/** Everybody of the team, also who has left, by name. */
export async function listMembers({ db }: WithDb): Promise<readonly Member[]> {
  const rows = await (db as Db).selectFrom('team.member').selectAll().orderBy('name').orderBy('id').execute();
  return rows.map(toMember);
}

/** One member; refuses with `record.find.not-found`. */
export async function findMember(
  { db }: WithDb,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<Member> {
  const query = (db as Db).selectFrom('team.member').selectAll().where('id', '=', id);
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toMember(row);
}

type Row = {
  id: string;
  account_id: string | null;
  name: string;
  is_active: boolean;
  version: number;
  definition: unknown;
  changed_at: Date;
  changed_by: unknown;
};

function toMember(row: Row): Member {
  return {
    ...(row.definition as MemberDefinition),
    id: row.id,
    version: row.version,
    accountId: row.account_id,
    name: row.name,
    isActive: row.is_active,
    changedAt: row.changed_at,
    changedBy: row.changed_by as ActorLink,
  };
}

/** Writes a member as its next version, and who it was if that changes how they are reached. */
export async function writeMember(
  work: Work,
  member: SavedMember & { readonly id: string; readonly version: number },
): Promise<void> {
  const { id, version, name, accountId, isActive, ...definition } = member;
  const db = work.db as Db;
  const before = await db.selectFrom('team.member').select('definition').where('id', '=', id).executeTakeFirst();
  const reachedBefore = before === undefined ? [] : (before.definition as unknown as MemberDefinition).channels;
  const values = {
    account_id: accountId,
    name,
    is_active: isActive,
    version,
    definition: JSON.stringify(definition),
    changed_at: work.now,
    changed_by: JSON.stringify(actorLink(work.actor)),
  };
  await db
    .insertInto('team.member')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  if (work.actor.kind !== 'user' || !isReachedElse(reachedBefore, definition.channels)) return;
  await db
    .insertInto('team.reach_change')
    .values({ member_id: id, account_id: work.actor.id, changed_at: work.now })
    .onConflict((conflict) => conflict.columns(['member_id', 'account_id']).doUpdateSet({ changed_at: work.now }))
    .execute();
}

/** The accounts that have ever written how some members are reached, by member. */
export async function listReachChangers(
  { db }: WithDb,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  if (memberIds.length === 0) return new Map();
  const rows = await (db as Db)
    .selectFrom('team.reach_change')
    .select(['member_id', 'account_id'])
    .where('member_id', 'in', [...new Set(memberIds)])
    .execute();
  const changers = new Map<string, Set<string>>();
  for (const { member_id, account_id } of rows)
    changers.set(member_id, (changers.get(member_id) ?? new Set()).add(account_id));
  return changers;
}

/** Absences that end after a moment and were not cancelled, the earliest first. */
export async function listAbsences({ db }: WithDb, since: Date): Promise<readonly Absence[]> {
  const rows = await (db as Db)
    .selectFrom('team.absence')
    .selectAll()
    .where('cancelled_at', 'is', null)
    .where('until_at', '>', since)
    .orderBy('from_at')
    .orderBy('id')
    .execute();
  return rows.map(toAbsence);
}

/** One absence that was not cancelled; refuses with `record.find.not-found`. */
export async function findAbsence({ db }: WithDb, id: string): Promise<Absence> {
  const row = await (db as Db)
    .selectFrom('team.absence')
    .selectAll()
    .where('id', '=', id)
    .where('cancelled_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toAbsence(row);
}

type AbsenceRow = {
  id: string;
  member_id: string;
  from_at: Date;
  until_at: Date;
  deputy_id: string | null;
  note: string;
};

function toAbsence(row: AbsenceRow): Absence {
  return {
    id: row.id,
    memberId: row.member_id,
    from: row.from_at,
    until: row.until_at,
    deputyId: row.deputy_id,
    note: row.note,
  };
}

export async function insertAbsence(work: Work, absence: Absence): Promise<void> {
  await (work.db as Db)
    .insertInto('team.absence')
    .values({
      id: absence.id,
      member_id: absence.memberId,
      from_at: absence.from,
      until_at: absence.until,
      deputy_id: absence.deputyId,
      note: absence.note,
      recorded_at: work.now,
      recorded_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
}

export async function cancelAbsence(work: Work, id: string): Promise<void> {
  await (work.db as Db)
    .updateTable('team.absence')
    .set({ cancelled_at: work.now, cancelled_by: JSON.stringify(actorLink(work.actor)) })
    .where('id', '=', id)
    .execute();
}
