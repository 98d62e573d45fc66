import type { ReportSummary } from './queries.ts';

export const rowChips = [
  'unparseable',
  'overdue',
  'urgent',
  'news',
  'restricted',
  'tlp',
  'incident',
  'outcome',
  'merged',
  'waiting',
  'snoozed',
  'unfinished',
  'repeated',
  'attachments',
] as const;
export type RowChip = (typeof rowChips)[number];

type Told = Pick<
  ReportSummary,
  | 'parse'
  | 'isUrgent'
  | 'newsAt'
  | 'compartment'
  | 'tlp'
  | 'handledAs'
  | 'state'
  | 'snoozedUntil'
  | 'isUnfinished'
  | 'occurrenceCount'
  | 'attachmentCount'
>;

/** What a row says of a report beyond its text, the most telling first. */
export function chipsOfRow(
  report: Told,
  { isOverdue, now }: { readonly isOverdue: boolean; readonly now: Date },
): readonly RowChip[] {
  const holds: Readonly<Record<RowChip, boolean>> = {
    unparseable: report.parse === 'unparseable',
    overdue: isOverdue,
    urgent: report.isUrgent,
    news: report.newsAt !== null,
    restricted: !report.compartment.isOpen,
    tlp: report.tlp !== null,
    incident: report.state === 'handled' && report.handledAs !== null,
    outcome: report.state === 'closed',
    merged: report.state === 'merged',
    waiting: report.state === 'waiting',
    snoozed: report.snoozedUntil !== null && Date.parse(report.snoozedUntil) > now.getTime(),
    unfinished: report.isUnfinished,
    repeated: report.occurrenceCount > 1,
    attachments: report.attachmentCount > 0,
  };
  return rowChips.filter((chip) => holds[chip]);
}
