import { sql } from 'kysely';
import { visibleTo } from '../../../platform/access/index.ts';
import type { Reading } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';

type Db = Tables<'correspondence.message' | 'correspondence.recipient'>;

/** Somebody of the team wrote to `address` about a record; null: on the page of the reporter's link, without a mail. */
export type Answer = { readonly subjectId: string; readonly address: string | null };

/**
 * To whom people of the team have written about the given records, as far as the actor sees them. What a machine sent
 * (acknowledgements) is no answer, and what was withheld, cancelled, or came back is none either.
 */
export async function answersOn(reading: Reading, subjectIds: readonly string[]): Promise<readonly Answer[]> {
  if (subjectIds.length === 0) return [];
  const rows = await (reading.db as Db)
    .selectFrom('correspondence.message')
    .leftJoin('correspondence.recipient', (join) =>
      join
        .onRef('correspondence.recipient.message_id', '=', 'correspondence.message.id')
        .on(visibleTo(reading.actor, 'correspondence.recipient.compartment_id')),
    )
    .select(['correspondence.message.subject_id', sql<string | null>`lower(recipient.address)`.as('address')])
    .where('correspondence.message.subject_id', 'in', [...subjectIds])
    .where('correspondence.message.direction', '=', 'out')
    .where('correspondence.message.is_automatic', '=', false)
    .where('correspondence.message.state', 'in', ['queued', 'sent'])
    .where((eb) =>
      eb.or([
        eb('correspondence.recipient.state', 'is', null),
        eb('correspondence.recipient.state', 'not in', ['refused', 'bounced']),
      ]),
    )
    .where(visibleTo(reading.actor, 'correspondence.message.compartment_id'))
    .execute();
  return rows.map((row) => ({ subjectId: row.subject_id, address: row.address }));
}
