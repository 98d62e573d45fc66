import { type TrackingState, trackingDaysAfterClosing } from '@matoi/contract';

/** What of a report decides the words for its reporter. */
export type Standing = {
  readonly state: 'new' | 'waiting' | 'handled' | 'closed' | 'merged';
  /** True once somebody of the team has taken it on or judged it. */
  readonly isLookedAt: boolean;
  readonly outcome: string | null;
  /** True when the work that the report led to is over. */
  readonly isWorkEnded: boolean;
};

export type TrackingOutcome = 'answered' | 'not-an-incident' | 'handed-over' | 'handled' | 'set-aside';

/** Where a report stands, in the words of its reporter, and how it ended. */
export function standingOf(report: Standing): {
  readonly state: TrackingState;
  readonly outcome: TrackingOutcome | null;
} {
  switch (report.state) {
    case 'new':
      return { state: report.isLookedAt ? 'checking' : 'received', outcome: null };
    case 'waiting':
      return { state: 'asked', outcome: null };
    case 'handled':
    case 'merged':
      return report.isWorkEnded ? { state: 'finished', outcome: 'handled' } : { state: 'handling', outcome: null };
    case 'closed':
      return { state: 'finished', outcome: outcomeOf(report.outcome) };
  }
}

/** How the team closed it, as far as its reporter is told. Spam and duplicates are not told apart from the rest. */
function outcomeOf(outcome: string | null): TrackingOutcome {
  switch (outcome) {
    case 'answered':
    case 'consultation':
    case 'consultation-answered':
      return 'answered';
    case 'not-an-incident':
      return 'not-an-incident';
    case 'not-for-us':
    case 'handed-over':
      return 'handed-over';
    default:
      return 'set-aside';
  }
}

/** When the links of a report end that was closed at a moment. */
export function linkEnd(closedAt: Date): Date {
  return new Date(closedAt.getTime() + trackingDaysAfterClosing * 86_400_000);
}

/** A message without what it quotes at its end: the page shows the conversation whole. */
export function withoutQuote(text: string): string {
  const lines = text.trimEnd().split('\n');
  let end = lines.length;
  while (end > 0 && /^(>|\s*$)/.test(lines[end - 1] ?? '')) end -= 1;
  if (end === lines.length || end === 0) return text.trim();
  // The line above a quotation says whose it is.
  if (/[:：]\s*$/.test(lines[end - 1] ?? '') && end > 1) end -= 1;
  return lines.slice(0, end).join('\n').trim();
}
