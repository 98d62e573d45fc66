import type { TriageLevel, TriagePriority } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { isActiveAccount } from '../../../platform/identity/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { listClasses } from './class.queries.ts';
import { clockBy, readBusinessClock, readInForce } from './edition.queries.ts';
import { priorityIn } from './priority.rules.ts';
import type { TriageInput, TriageProposal, TriageReason } from './rule.model.ts';
import { priorityReason, propose, withoutAssignee } from './rule.rules.ts';
import { type TargetsDue, targetOf, targetsDue } from './service-level.rules.ts';

/** What triage says of reports that come in together: the same rules, table and targets for all of them. */
export type Triage = {
  readonly propose: (input: TriageInput) => Promise<TriageProposal>;
  readonly firstResponseDue: (since: Since) => Date;
};

/** Reads rules, table, classes and targets once, for a batch. */
export async function readTriage(reading: Reading): Promise<Triage> {
  const inForce = await readInForce(reading, ['rules', 'priorities', 'service-levels', 'business-calendar']);
  const { rules, priorities, 'service-levels': levels } = inForce;
  const inUse = new Set((await listClasses(reading)).filter((one) => !one.isRetired).map((one) => one.code));
  const clock = clockBy(inForce['business-calendar'].content, await readSettings(reading.db));
  const active = new Map<string, boolean>();
  const isActive = async (accountId: string) => {
    const known = active.get(accountId) ?? (await isActiveAccount(reading.db, accountId));
    active.set(accountId, known);
    return known;
  };
  return {
    async propose(input) {
      const proposal = propose(rules.content, input, {
        rulesVersion: rules.version,
        priorities: { version: priorities.version, table: priorities.content },
        isClassInUse: (code) => inUse.has(code),
      });
      if (proposal.assigneeId === null || (await isActive(proposal.assigneeId))) return proposal;
      return withoutAssignee(proposal);
    },
    firstResponseDue: ({ priority, from }) =>
      targetsDue(targetOf(levels.content, priority), from, clock).firstResponseBy,
  };
}

/**
 * Proposes triage for a report that comes in, by the rules and the table in force. All rules are asked, also those that
 * name compartments which the reader does not see: what is shown of a proposal goes through `visibleProposal`.
 */
export async function proposeTriage(reading: Reading, input: TriageInput): Promise<TriageProposal> {
  return (await readTriage(reading)).propose(input);
}

/** The priority of impact and urgency by the table in force, with the reason that names its version. */
export async function priorityOf(
  reading: Reading,
  by: { readonly impact: TriageLevel; readonly urgency: TriageLevel },
): Promise<{ readonly priority: TriagePriority; readonly tableVersion: number; readonly reason: TriageReason }> {
  const { priorities } = await readInForce(reading, ['priorities']);
  return {
    priority: priorityIn(priorities.content, by.impact, by.urgency),
    tableVersion: priorities.version,
    reason: priorityReason(priorities.version, by.impact, by.urgency),
  };
}

type Since = { readonly priority: TriagePriority | null; readonly from: Date };

/** By when a report received at `from` should be acknowledged, answered first, and triaged. */
export async function targetsOf(reading: Reading, { priority, from }: Since): Promise<TargetsDue> {
  const { 'service-levels': levels } = await readInForce(reading, ['service-levels']);
  return targetsDue(targetOf(levels.content, priority), from, await readBusinessClock(reading));
}

/** By when a report received at `from` should have its first answer by a person. */
export async function firstResponseDue(reading: Reading, since: Since): Promise<Date> {
  return (await targetsOf(reading, since)).firstResponseBy;
}

/** Business time of the team between two moments, in milliseconds. For lists take `readBusinessClock` once. */
export async function businessMsBetween(reading: Reading, from: Date, to: Date): Promise<number> {
  return (await readBusinessClock(reading)).msBetween(from, to);
}
