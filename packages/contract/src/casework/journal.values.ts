/** Whose doing an entry tells of; each is one lane of the timeline. */
export const journalLanes = ['attacker', 'systems', 'us', 'communication'] as const;
/** `note` was typed by a person; `act` was written by Matoi when somebody did something. */
export const journalKinds = ['note', 'act'] as const;
/** Acts that modules record; the sentence is in the catalogues under `journal.act.<code>`. */
export const journalActs = [
  'incident.opened',
  'incident.closed',
  'incident.reopened',
  'report.closed',
  'report.attached',
  'report.reopened',
  'report.reopened-by-reply',
  'report.asked',
  'report.handed-over',
  'report.detached',
  'report.merged',
  'report.taken-in',
  'report.unmerged',
  'report.taken-out',
  'source.acted',
  'subject.restricted',
  'file.attached',
  'file.withdrawn',
  'review.finished',
  'measure.added',
  'measure.done',
  'measure.dropped',
  'measure.reopened',
  'message.sent',
  'message.failed',
  'message.bounced',
  'message.received',
  'message.cancelled',
] as const;

export type JournalLane = (typeof journalLanes)[number];
export type JournalKind = (typeof journalKinds)[number];
export type JournalAct = (typeof journalActs)[number];
