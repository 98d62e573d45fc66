import { type Refusal, refusal } from '@matoi/kernel';
import type { Policy, Signal } from './policy.model.ts';

const holds = <T>(meant: readonly T[], value: T | null) =>
  meant.length === 0 || (value !== null && meant.includes(value));

/** Whether a rule is about a record as it is: its kind by priority or severity, and everything that narrows it. */
export function isMeant(policy: Policy, signal: Signal): boolean {
  const isUrgent =
    signal.kind === 'report'
      ? signal.priority !== null && policy.priorities.includes(signal.priority)
      : signal.severity !== null && policy.severities.includes(signal.severity);
  if (!isUrgent || !signal.isOpen) return false;
  if (policy.onlyOffHours && !signal.isOffHours) return false;
  if (!holds(policy.classCodes, signal.classCode)) return false;
  // An incident has no source and no mailbox of its own: what narrows by them is about reports alone.
  return holds(policy.sources, signal.source) && holds(policy.mailboxIds, signal.mailboxId);
}

/** How old a report may be for which people are still called. Milliseconds. */
export const newsMs = 24 * 3_600_000;

/** The rules that are on and about a record. Nobody is called for a report that has lain there for a day: somebody changes it by daylight. */
export function policiesFor(policies: readonly Policy[], signal: Signal, now: Date): readonly Policy[] {
  if (signal.kind === 'report' && now.getTime() - signal.at.getTime() > newsMs) return [];
  return policies.filter((policy) => policy.isOn && isMeant(policy, signal));
}

/** So many calls of one rule may begin in so short a time: a flood of alerts must not ring a telephone fifty times. */
export const brake = { calls: 3, ms: 10 * 60_000 } as const;

/** Takes a set of rules over the one that was read. */
export function decidePolicies(
  policies: readonly Policy[],
  given: { readonly read: number; readonly current: number },
): { readonly version: number; readonly policies: readonly Policy[] } | Refusal {
  if (given.read !== given.current) return refusal('call-policies.set.superseded');
  if (new Set(policies.map(({ id }) => id)).size !== policies.length) return refusal('call-policies.set.same-id');
  const never = policies.findIndex(({ priorities, severities }) => priorities.length === 0 && severities.length === 0);
  if (never !== -1)
    return refusal('call-policies.set.never', { name: policies[never]?.name ?? '' }, [
      { path: `body.policies.${never}.priorities`, code: 'call-policies.set.never' },
    ]);
  return { version: given.current + 1, policies };
}

/** What rules would have called: for each the records that it is about, the newest first. */
export function tryPolicies(
  policies: readonly Policy[],
  signals: readonly Signal[],
): readonly { readonly policy: Policy; readonly found: readonly Signal[] }[] {
  const newest = [...signals].sort((a, b) => b.at.getTime() - a.at.getTime());
  // A record that has ended since was open when it would have called.
  return policies.map((policy) => ({
    policy,
    found: newest.filter((signal) => isMeant(policy, { ...signal, isOpen: true })),
  }));
}
