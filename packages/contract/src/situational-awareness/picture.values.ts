/**
 * What has a deadline on the board: the next review of an incident, the end of watching it, a task, an instruction, a
 * measure, the first response to a report, a report to an authority that law, contract or company demand, and one for
 * which there is a guideline only.
 */
export const deadlineKinds = [
  'review',
  'monitoring',
  'task',
  'instruction',
  'measure',
  'report',
  'duty',
  'guideline',
] as const;
/** How old what waits in the inbox is: less than an hour, than four hours, than a day, and the rest. */
export const inboxAges = ['hour', 'four-hours', 'day', 'older'] as const;

export type DeadlineKind = (typeof deadlineKinds)[number];
export type InboxAge = (typeof inboxAges)[number];
