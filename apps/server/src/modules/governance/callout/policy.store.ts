import { type ActorLink, actorLink } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import proposed from './data/call-policies.v1.json' with { type: 'json' };
import type { Policy, PolicyEdition } from './policy.model.ts';

type Db = Tables<'callout.policy_edition'>;

/** What comes with the program: proposed, and off until somebody switches it on. */
const shipped: PolicyEdition = {
  version: 0,
  policies: proposed.policies as readonly Policy[],
  setAt: null,
  setBy: null,
};

/** The rules as they stand. */
export async function readPolicies(reading: Pick<Reading, 'db'>): Promise<PolicyEdition> {
  const row = await (reading.db as Db)
    .selectFrom('callout.policy_edition')
    .selectAll()
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return shipped;
  return {
    version: row.version,
    policies: row.policies as unknown as readonly Policy[],
    setAt: row.set_at,
    setBy: row.set_by as ActorLink,
  };
}

/** Writes the next edition; two at once cannot both be the next one. */
export async function insertEdition(
  work: Work,
  next: { readonly version: number; readonly policies: readonly Policy[] },
): Promise<void> {
  await (work.db as Db)
    .insertInto('callout.policy_edition')
    .values({
      version: next.version,
      policies: JSON.stringify(next.policies),
      set_at: work.now,
      set_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
}
