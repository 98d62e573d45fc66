import type { BodyOf, RouteWith } from '@matoi/contract';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { showPolicies } from './policy.queries.ts';
import { decidePolicies } from './policy.rules.ts';
import { insertEdition, readPolicies } from './policy.store.ts';

type Set = { readonly body: BodyOf<RouteWith<'call-policies.set'>> };

/** Sets all rules by which people are called. */
export const setPolicies = defineCommand({
  id: 'call-policies.set',
  load: (work: Work, _input: Set) => readPolicies(work),
  permit: permitAll,
  decide: (current, { body }) => decidePolicies(body.policies, { read: body.version, current: current.version }),
  async record(work, { loaded: before, change: next }) {
    await insertEdition(work, next);
    return {
      subjectId: null,
      audit: { version: next.version, before: before.policies, after: next.policies },
      facts: [{ kind: 'call-out-setting.changed' as const }],
      result: null,
    };
  },
  show: (work) => showPolicies(work),
});
