import type { DutyChangeKind, DutyChangeState } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { type ActorLink, actorLink } from '../../../platform/access/index.ts';
import type { Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { DutyChange, Rotation, RotationDefinition } from './duty.model.ts';
import type { WithDb } from './member.store.ts';

type Db = Tables<'team.rotation' | 'team.duty_change'>;

/** All rotations, the one that is asked first at the beginning. */
export async function listRotations({ db }: WithDb): Promise<readonly Rotation[]> {
  const rows = await (db as Db).selectFrom('team.rotation').selectAll().orderBy('position').orderBy('id').execute();
  return rows.map(toRotation);
}

/** One rotation; refuses with `record.find.not-found`. */
export async function findRotation(
  { db }: WithDb,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<Rotation> {
  const query = (db as Db).selectFrom('team.rotation').selectAll().where('id', '=', id);
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toRotation(row);
}

type Row = {
  id: string;
  name: string;
  position: number;
  is_active: boolean;
  version: number;
  definition: unknown;
};

function toRotation(row: Row): Rotation {
  return {
    ...(row.definition as RotationDefinition),
    id: row.id,
    version: row.version,
    name: row.name,
    position: row.position,
    isActive: row.is_active,
  };
}

/** Writes a rotation as its next version. */
export async function writeRotation(work: Work, rotation: Rotation): Promise<void> {
  const { id, version, name, position, isActive, ...definition } = rotation;
  const values = {
    name,
    position,
    is_active: isActive,
    version,
    definition: JSON.stringify(definition),
    changed_at: work.now,
    changed_by: JSON.stringify(actorLink(work.actor)),
  };
  await (work.db as Db)
    .insertInto('team.rotation')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/** Changes that end after a moment, in every state, the earliest first. */
export async function listDutyChanges({ db }: WithDb, since: Date): Promise<readonly DutyChange[]> {
  const rows = await (db as Db)
    .selectFrom('team.duty_change')
    .selectAll()
    .where('until_at', '>', since)
    .orderBy('from_at')
    .orderBy('id')
    .execute();
  return rows.map(toChange);
}

/** One change, locked; refuses with `record.find.not-found`. */
export async function findDutyChange({ db }: WithDb, id: string): Promise<DutyChange> {
  const row = await (db as Db)
    .selectFrom('team.duty_change')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toChange(row);
}

type ChangeRow = {
  id: string;
  rotation_id: string;
  level: number;
  kind: string;
  from_at: Date;
  until_at: Date;
  on_member_id: string;
  reason: string;
  state: string;
  asked_at: Date;
  asked_by: unknown;
};

function toChange(row: ChangeRow): DutyChange {
  return {
    id: row.id,
    rotationId: row.rotation_id,
    level: row.level,
    kind: row.kind as DutyChangeKind,
    from: row.from_at,
    until: row.until_at,
    onMemberId: row.on_member_id,
    reason: row.reason,
    state: row.state as DutyChangeState,
    askedAt: row.asked_at,
    askedBy: row.asked_by as ActorLink,
  };
}

export async function insertDutyChange(work: Work, change: DutyChange): Promise<void> {
  await (work.db as Db)
    .insertInto('team.duty_change')
    .values({
      id: change.id,
      rotation_id: change.rotationId,
      level: change.level,
      kind: change.kind,
      from_at: change.from,
      until_at: change.until,
      on_member_id: change.onMemberId,
      reason: change.reason,
      state: change.state,
      asked_at: change.askedAt,
      asked_by: JSON.stringify(change.askedBy),
    })
    .execute();
}

export async function answerDutyChange(work: Work, id: string, state: DutyChangeState): Promise<void> {
  await (work.db as Db)
    .updateTable('team.duty_change')
    .set({ state, answered_at: work.now, answered_by: JSON.stringify(actorLink(work.actor)) })
    .where('id', '=', id)
    .execute();
}
