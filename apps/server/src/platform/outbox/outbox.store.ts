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
    return {
      id: work.newId<'Fact'>(),
      kind,
      subject_id: subjectId,
      actor: JSON.stringify(actorLink(work.actor)),
      payload: JSON.stringify(payload),
      occurred_at: work.now,
    };
  });
  await work.db
    .with('written', (db) => db.insertInto('platform.fact').values(rows))
    .selectNoFrom(sql`pg_notify('matoi_facts', '')`.as('woken'))
    .execute();
}
