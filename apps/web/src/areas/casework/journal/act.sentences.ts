import type { JournalAct } from '@matoi/contract/values';
import type { SentenceKey } from '../../../shared/language.ts';

/** The sentence of each act that modules record in a journal. */
export const actSentences = {
  'incident.opened': 'journal.act.incident.opened',
  'incident.closed': 'journal.act.incident.closed',
  'incident.reopened': 'journal.act.incident.reopened',
  'report.closed': 'journal.act.report.closed',
  'report.attached': 'journal.act.report.attached',
  'report.reopened': 'journal.act.report.reopened',
  'report.reopened-by-reply': 'journal.act.report.reopened-by-reply',
  'report.asked': 'journal.act.report.asked',
  'report.handed-over': 'journal.act.report.handed-over',
  'report.detached': 'journal.act.report.detached',
  'report.merged': 'journal.act.report.merged',
  'report.taken-in': 'journal.act.report.taken-in',
  'report.unmerged': 'journal.act.report.unmerged',
  'report.taken-out': 'journal.act.report.taken-out',
  'source.acted': 'journal.act.source.acted',
  'subject.restricted': 'journal.act.subject.restricted',
  'file.attached': 'journal.act.file.attached',
  'file.withdrawn': 'journal.act.file.withdrawn',
  'review.finished': 'journal.act.review.finished',
  'measure.added': 'journal.act.measure.added',
  'measure.done': 'journal.act.measure.done',
  'measure.dropped': 'journal.act.measure.dropped',
  'measure.reopened': 'journal.act.measure.reopened',
  'message.sent': 'journal.act.message.sent',
  'message.failed': 'journal.act.message.failed',
  'message.bounced': 'journal.act.message.bounced',
  'message.received': 'journal.act.message.received',
  'message.cancelled': 'journal.act.message.cancelled',
} as const satisfies Record<JournalAct, SentenceKey>;
