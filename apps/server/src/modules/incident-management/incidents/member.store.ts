import type { IncidentFunction } from '@matoi/contract';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Doer, Member } from './incident.model.ts';

type Db = Tables<'incidents.member'>;

/** Gives somebody a function in an incident from now on. */
export async function insertMember(
  work: Work,
  incidentId: string,
  member: { readonly accountId: string; readonly function: IncidentFunction },
): Promise<void> {
  await (work.db as Db)
    .insertInto('incidents.member')
    .values({
      id: work.newId<'IncidentMember'>(),
      incident_id: incidentId,
      account_id: member.accountId,
      function: member.function,
      from_at: work.now,
      given_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
}

/** Ends a function now. */
export async function endMember(work: Work, id: string): Promise<void> {
  await (work.db as Db)
    .updateTable('incidents.member')
    .set({ until_at: work.now, ended_by: JSON.stringify(actorLink(work.actor)) })
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'incidents.member.compartment_id'))
    .execute();
}

/** Who has or had a function in the incidents, the oldest first. */
export async function membersOf(
  reading: Reading,
  incidentIds: readonly string[],
  asked: { readonly isNow: boolean; readonly functions?: readonly IncidentFunction[] },
): Promise<readonly (Member & { readonly incidentId: string })[]> {
  if (incidentIds.length === 0) return [];
  let query = (reading.db as Db)
    .selectFrom('incidents.member')
    .selectAll()
    .where('incident_id', 'in', [...incidentIds])
    .where(visibleTo(reading.actor, 'incidents.member.compartment_id'));
  if (asked.isNow) query = query.where('until_at', 'is', null);
  if (asked.functions !== undefined) query = query.where('function', 'in', [...asked.functions]);
  const rows = await query.orderBy('from_at').orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    incidentId: row.incident_id,
    accountId: row.account_id,
    function: row.function as IncidentFunction,
    from: row.from_at,
    until: row.until_at,
    givenBy: row.given_by as unknown as Doer,
  }));
}
