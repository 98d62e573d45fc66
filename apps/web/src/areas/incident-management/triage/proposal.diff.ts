import type { Proposal } from './queries.ts';

/** What of a proposal can differ, in the order of the panel. */
export const proposalParts = [
  'classCode',
  'impact',
  'urgency',
  'priority',
  'assigneeId',
  'compartmentId',
  'tags',
] as const;
export type ProposalPart = (typeof proposalParts)[number];

/** The parts of a proposal that would be different. */
export function differences(before: Proposal, after: Proposal): readonly ProposalPart[] {
  return proposalParts.filter((part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]));
}
