import { openCompartment } from '@matoi/contract';
import { sql } from 'kysely';
import { type Actor, visibleTo } from '../access/index.ts';
import { type Databases, setCompartments, type Tables } from '../db/index.ts';
import type { Reading, SubjectKinds } from '../work/index.ts';

type Db = Tables<'platform.presence' | 'platform.account' | 'platform.compartment_member'>;

/** On this channel every process learns that somebody has come to a record or left it. */
export const presenceChannel = 'matoi_presence';

/** A connection that nobody has spoken for since then is forgotten: its process has died. Milliseconds. */
export const presenceLifeMs = 60_000;

export type Present = { readonly id: string; readonly name: string; readonly since: Date };

/** Who has a record open, the first to come first. Only people who may see it, and only for those who do. */
export async function presentOn(
  reading: Pick<Reading, 'db' | 'actor'>,
  subjectId: string,
  now: Date,
): Promise<readonly Present[]> {
  return (reading.db as Db)
    .selectFrom('platform.presence')
    .innerJoin('platform.account', 'platform.account.id', 'platform.presence.account_id')
    .select((eb) => ['platform.account.id', 'platform.account.name', eb.fn.min('since_at').as('since')])
    .where('subject_id', '=', subjectId)
    .where('seen_at', '>', new Date(now.getTime() - presenceLifeMs))
    .where(visibleTo(reading.actor, 'platform.presence.compartment_id'))
    .where((eb) =>
      eb.or([
        eb('platform.presence.compartment_id', '=', openCompartment),
        eb.exists(
          eb
            .selectFrom('platform.compartment_member')
            .select('platform.compartment_member.account_id')
            .whereRef('platform.compartment_member.account_id', '=', 'platform.presence.account_id')
            .whereRef('platform.compartment_member.compartment_id', '=', 'platform.presence.compartment_id'),
        ),
      ]),
    )
    .groupBy(['platform.account.id', 'platform.account.name'])
    .orderBy('since')
    .orderBy('platform.account.id')
    .execute();
}

/** Enters a connection on a record that the actor sees and may open; null when there is none such. */
export async function enterPresence(
  databases: Pick<Databases, 'app'>,
  kinds: SubjectKinds,
  entry: { readonly id: string; readonly actor: Actor; readonly subjectId: string; readonly now: Date },
): Promise<{ readonly kind: string; readonly id: string } | null> {
  const { id, actor, subjectId, now } = entry;
  return databases.app.transaction().execute(async (tx) => {
    await setCompartments(tx, actor.compartments);
    const { rows } = await sql<{ kind: string }>`
      select kind from platform.subject
      where id = ${subjectId}::uuid and ${visibleTo(actor, 'platform.subject.compartment_id')}`.execute(tx);
    const kind = kinds.get(rows[0]?.kind ?? '');
    if (kind === undefined || !actor.permissions.has(kind.showPermission)) return null;
    await tx
      .insertInto('platform.presence')
      .values({ id, subject_id: subjectId, account_id: actor.id, since_at: now, seen_at: now })
      .execute();
    await sql`select pg_notify(${presenceChannel}, '')`.execute(tx);
    return { kind: kind.kind, id: subjectId };
  });
}

/** Takes connections away, whatever their people see by now. */
export async function leavePresence(databases: Pick<Databases, 'app'>, ids: readonly string[]): Promise<void> {
  await databases.app.transaction().execute(async (tx) => {
    await sql`select platform.presence_leave(${[...ids]}::uuid[])`.execute(tx);
    await sql`select pg_notify(${presenceChannel}, '')`.execute(tx);
  });
}

/** The people on one record as a fingerprint, and the compartment that the record lies in by now. */
export type Presence = { readonly compartmentId: number; readonly accounts: string };

/** Speaks for connections, forgets those of processes that died, and answers who is on the records of the connections. */
export async function keepPresence(
  databases: Pick<Databases, 'app'>,
  ids: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, Presence>> {
  const forget = new Date(now.getTime() - presenceLifeMs);
  const { rows } = await sql<{ subject_id: string; compartment_id: number; accounts: string }>`
    select * from platform.presence_keep(${[...ids]}::uuid[], ${now}, ${forget})`.execute(databases.app);
  return new Map(
    rows.map((row) => [row.subject_id, { compartmentId: row.compartment_id, accounts: row.accounts }] as const),
  );
}
