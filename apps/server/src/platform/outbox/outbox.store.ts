import type { Fact } from '@matoi/contract';
import type { SubjectId } from '@matoi/kernel';
import { sql } from 'kysely';
import { actorLink } from '../access/index.ts';
import type { Work } from '../work/index.ts';

/** Writes the facts of one command into the outbox and wakes the relay once, when the transaction commits. */
export async function writeFacts(
  work: Work,
  facts: readonly { readonly fact: Fact; readonly subjectId: SubjectId | null }[],
): Promise<void> {
  if (facts.length === 0) return;
  const rows = facts.map(({ fact, subjectId }) => {
    const { kind, ...payload } = fact;
    return { id: work.newId<'Fact'>(), kind, subjectId, payload: JSON.stringify(payload) };
  });
  // Few parameters: a batch of alerts has thousands of facts. They keep their order.
  await sql`
    with written as (
      insert into platform.fact (id, kind, subject_id, actor, payload, occurred_at)
      select id, kind, subject_id, ${JSON.stringify(actorLink(work.actor))}::jsonb, payload::jsonb, ${work.now}::timestamptz
      from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ kind }) => kind)}::text[],
        ${rows.map(({ subjectId }) => subjectId)}::uuid[], ${rows.map(({ payload }) => payload)}::text[])
        with ordinality as fact (id, kind, subject_id, payload, rank)
      order by rank)
    select pg_notify('matoi_facts', '')`.execute(work.db);
}
