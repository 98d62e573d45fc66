import type { ReportChannel, ReportOutcome } from './reports.values.ts';

/** What can have happened to a report. Payloads hold references and closed values, never content. */
export type ReportFact =
  | {
      readonly kind: 'report.received';
      readonly channel: ReportChannel;
      readonly automaticMail: boolean;
      /** It came in with others, of which the first is told to the team. */
      readonly isOneOfMany?: boolean;
    }
  | { readonly kind: 'report.handled'; readonly handledBy: { readonly kind: string; readonly id: string } }
  | { readonly kind: 'report.closed'; readonly outcome: ReportOutcome }
  | { readonly kind: 'report.reopened' }
  | { readonly kind: 'report.changed' }
  | { readonly kind: 'report.counted' }
  | { readonly kind: 'report.asked' }
  | { readonly kind: 'report.merged'; readonly intoId: string }
  | { readonly kind: 'report.unmerged' };
