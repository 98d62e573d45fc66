import { sql } from 'kysely';
import { visibleTo } from '../../../platform/access/index.ts';
import type { Reading } from '../../../platform/commands/index.ts';

/** Somebody of the team wrote to `address` about a record; null: on the page of the reporter's link, without a mail. */
export type Answer = { readonly subjectId: string; readonly address: string | null };

/**
 * To whom people of the team have written about the given records, as far as the actor sees them. What a machine sent
 * (acknowledgements) is no answer, and what was withheld, cancelled, or came back is none either. Addresses are in lower
 * case.
 */
export async function answersOn(reading: Reading, subjectIds: readonly string[]): Promise<readonly Answer[]> {
  if (subjectIds.length === 0) return [];
  const { rows } = await sql<{ subject_id: string; address: string | null }>`
    select message.subject_id, lower(recipient.address) as address
    from correspondence.message message
    left join correspondence.recipient recipient
      on recipient.message_id = message.id and ${visibleTo(reading.actor, 'recipient.compartment_id')}
    where message.subject_id = any (${[...subjectIds]}::uuid[])
      and message.direction = 'out' and not message.is_automatic and message.state in ('queued', 'sent')
      and (recipient.state is null or recipient.state not in ('refused', 'bounced'))
      and ${visibleTo(reading.actor, 'message.compartment_id')}`.execute(reading.db);
  return rows.map((row) => ({ subjectId: row.subject_id, address: row.address }));
}
