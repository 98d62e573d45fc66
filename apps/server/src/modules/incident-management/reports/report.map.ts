import type {
  Locale,
  ParseState,
  Precision,
  Priority,
  ReportChannel,
  ReportOutcome,
  ReportState,
  Tlp,
  TriageLevel,
} from '@matoi/contract';
import type { DB } from '../../../platform/db/index.ts';
import type { TriageProposal } from '../triage/index.ts';
import {
  type Doer,
  type NewReport,
  type Origin,
  previewOf,
  type Report,
  type ReportField,
  type ReportSummary,
} from './report.model.ts';

/** The columns that a list needs. */
export const summaryColumns = [
  'id',
  'number',
  'version',
  'title',
  'preview',
  'channel',
  'state',
  'outcome',
  'parse',
  'reporter_name',
  'reporter_address',
  'source',
  'received_at',
  'attachment_count',
  'compartment_id',
  'handled_as',
  'merged_into',
  'class_code',
  'priority',
  'assignee_id',
  'tags',
  'tlp',
  'snoozed_until',
  'due_at',
  'answered_at',
  'news_at',
  'occurrence_count',
  'last_event_at',
  'is_unfinished',
  'is_urgent',
  'work_rank',
] as const satisfies readonly (keyof DB['reports.report'])[];

/** The row of a new report; the compartment comes from its subject. */
export function toRow(
  report: NewReport & Origin & { readonly id: string; readonly number: string; readonly attachmentCount: number },
) {
  return {
    id: report.id,
    number: report.number,
    title: report.title,
    preview: previewOf(report.text),
    text: report.text,
    is_text_from_html: report.isTextFromHtml,
    channel: report.channel,
    parse: report.parse,
    parse_problem: report.parseProblem,
    reporter_name: report.reporter.name,
    reporter_address: report.reporter.address,
    recipients: [...report.recipients],
    charset: report.charset,
    locale: report.locale,
    is_automatic: report.isAutomatic,
    mail_message_id: report.mailMessageId,
    source: report.source,
    external_id: report.externalId,
    inbound_mail_id: report.inboundMailId,
    original_file_id: report.originalFileId,
    original_size: report.originalSize,
    original_sha256: report.originalSha256,
    attachment_count: report.attachmentCount,
    received_at: report.receivedAt,
    sent_at: report.sentAt,
    class_code: report.classCode,
    impact: report.impact,
    urgency: report.urgency,
    priority: report.priority,
    triage_proposal: report.proposal === null ? null : JSON.stringify(report.proposal),
    assignee_id: report.assigneeId,
    tags: [...report.tags],
    tlp: report.tlp,
    due_at: report.dueAt,
    proposed_for: report.proposedFor,
    occurrence_count: report.occurrenceCount,
    dedupe_key: report.dedupeKey,
    caller_phone: report.callerPhone,
    caller_department: report.callerDepartment,
    occurred_at: report.occurredAt,
    occurred_precision: report.occurredPrecision,
    detected_at: report.detectedAt,
    is_unfinished: report.isUnfinished,
    is_urgent: report.isUrgent,
    taken_by: report.takenBy === null ? null : JSON.stringify(report.takenBy),
    category: report.category,
    link: report.link,
    fields: JSON.stringify(report.fields),
    mailbox_id: report.mailboxId,
    import_id: report.importId,
  };
}

type SummaryRow = {
  id: string;
  number: string;
  version: number;
  title: string;
  preview: string;
  channel: string;
  state: string;
  outcome: string | null;
  parse: string;
  reporter_name: string | null;
  reporter_address: string | null;
  source: string | null;
  received_at: Date;
  attachment_count: number;
  compartment_id: number;
  handled_as: string | null;
  merged_into: string | null;
  class_code: string | null;
  priority: number | null;
  assignee_id: string | null;
  tags: string[];
  tlp: string | null;
  snoozed_until: Date | null;
  due_at: Date | null;
  answered_at: Date | null;
  news_at: Date | null;
  occurrence_count: number;
  last_event_at: Date | null;
  is_unfinished: boolean;
  is_urgent: boolean;
  work_rank: number;
};

/** A row of a list as a summary. */
export function toSummary(row: SummaryRow): ReportSummary {
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    title: row.title,
    preview: row.preview,
    channel: row.channel as ReportChannel,
    state: row.state as ReportState,
    outcome: row.outcome as ReportOutcome | null,
    parse: row.parse as ParseState,
    reporter: { name: row.reporter_name, address: row.reporter_address },
    source: row.source,
    receivedAt: row.received_at,
    attachmentCount: row.attachment_count,
    compartmentId: row.compartment_id,
    handledAs: row.handled_as,
    mergedInto: row.merged_into,
    classCode: row.class_code,
    priority: row.priority as Priority | null,
    assigneeId: row.assignee_id,
    tags: row.tags,
    tlp: row.tlp as Tlp | null,
    snoozedUntil: row.snoozed_until,
    dueAt: row.due_at,
    answeredAt: row.answered_at,
    newsAt: row.news_at,
    occurrenceCount: row.occurrence_count,
    lastEventAt: row.last_event_at,
    isUnfinished: row.is_unfinished,
    isUrgent: row.is_urgent,
    workRank: row.work_rank,
  };
}

type ReportRow = SummaryRow & {
  text: string;
  is_text_from_html: boolean;
  parse_problem: string | null;
  recipients: string[];
  charset: string | null;
  locale: string;
  is_automatic: boolean;
  mail_message_id: string | null;
  external_id: string | null;
  sent_at: Date | null;
  inbound_mail_id: string | null;
  original_file_id: string | null;
  original_size: number | null;
  original_sha256: Buffer | null;
  impact: string | null;
  urgency: string | null;
  triage_proposal: unknown;
  triaged_at: Date | null;
  triaged_by: unknown;
  proposed_for: string | null;
  state_before_merge: string | null;
  dedupe_key: string | null;
  caller_phone: string | null;
  caller_department: string | null;
  occurred_at: Date | null;
  occurred_precision: string | null;
  detected_at: Date | null;
  taken_by: unknown;
  category: string | null;
  link: string | null;
  fields: unknown;
  mailbox_id: string | null;
  handed_to: string | null;
  withdrawn_at: Date | null;
  close_reason: string | null;
  closed_at: Date | null;
  closed_by: unknown;
};

/** A whole row as a report. */
export function toReport(row: ReportRow): Report {
  return {
    ...toSummary(row),
    text: row.text,
    isTextFromHtml: row.is_text_from_html,
    parseProblem: row.parse_problem,
    recipients: row.recipients,
    charset: row.charset,
    locale: row.locale as Locale,
    isAutomatic: row.is_automatic,
    mailMessageId: row.mail_message_id,
    externalId: row.external_id,
    sentAt: row.sent_at,
    inboundMailId: row.inbound_mail_id,
    originalFileId: row.original_file_id,
    originalSize: row.original_size,
    originalSha256: row.original_sha256,
    impact: row.impact as TriageLevel | null,
    urgency: row.urgency as TriageLevel | null,
    proposal: row.triage_proposal as TriageProposal | null,
    triagedAt: row.triaged_at,
    triagedBy: row.triaged_by as Doer | null,
    proposedFor: row.proposed_for,
    stateBeforeMerge: row.state_before_merge as Report['stateBeforeMerge'],
    dedupeKey: row.dedupe_key,
    callerPhone: row.caller_phone,
    callerDepartment: row.caller_department,
    occurredAt: row.occurred_at,
    occurredPrecision: row.occurred_precision as Precision | null,
    detectedAt: row.detected_at,
    takenBy: row.taken_by as Doer | null,
    category: row.category,
    link: row.link,
    fields: row.fields as readonly ReportField[],
    mailboxId: row.mailbox_id,
    handedTo: row.handed_to,
    isWithdrawn: row.withdrawn_at !== null,
    closing:
      row.outcome === null || row.closed_at === null
        ? null
        : {
            outcome: row.outcome as ReportOutcome,
            reason: row.close_reason ?? '',
            closedAt: row.closed_at,
            closedBy: row.closed_by as Doer,
          },
  };
}
