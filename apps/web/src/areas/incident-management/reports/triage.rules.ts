import type { TriageLevel } from '@matoi/contract/values';
import type { PriorityTable } from '../triage/queries.ts';
import type { Report } from './queries.ts';

export type ShownTriage = {
  readonly classCode: string | null;
  readonly impact: TriageLevel | null;
  readonly urgency: TriageLevel | null;
  readonly priority: number | null;
};

/**
 * What the rail shows and one key confirms: what people said; where they said nothing and nobody has confirmed yet, what
 * the rules proposed. The priority follows from the table in force.
 */
export function shownTriage(
  report: Pick<Report, 'classCode' | 'impact' | 'urgency' | 'priority' | 'proposal' | 'triagedAt'>,
  table: PriorityTable | undefined,
): ShownTriage {
  const proposed = report.triagedAt === null ? report.proposal : null;
  const impact = report.impact ?? proposed?.impact ?? null;
  const urgency = report.urgency ?? proposed?.urgency ?? null;
  const byTable = impact === null || urgency === null ? null : (table?.[impact][urgency] ?? null);
  const isAsSaid = impact === report.impact && urgency === report.urgency;
  return {
    classCode: report.classCode ?? proposed?.classCode ?? null,
    impact,
    urgency,
    priority: (isAsSaid ? report.priority : null) ?? byTable ?? proposed?.priority ?? null,
  };
}

/**
 * What the rules proposed where something else is shown now, and null where it agrees or nothing was proposed: the
 * reason of a proposal is none for what a person put in its place.
 */
export function otherProposal(
  shown: ShownTriage,
  proposal: Report['proposal'],
): Pick<ShownTriage, 'classCode' | 'priority'> {
  if (proposal === null) return { classCode: null, priority: null };
  const { classCode, impact, urgency, priority } = proposal;
  const isOther = (impact !== null && impact !== shown.impact) || (urgency !== null && urgency !== shown.urgency);
  return { classCode: classCode === shown.classCode ? null : classCode, priority: isOther ? priority : null };
}
