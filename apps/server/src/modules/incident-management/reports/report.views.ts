import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Actor } from '../../../platform/access/index.ts';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import type { TriageProposal } from '../triage/index.ts';
import type { ReportFile } from './attachment.store.ts';
import type { Attachment, Report, ReportSummary } from './report.model.ts';
import { canMove, isOpen } from './report.rules.ts';

type SummaryView = ResponseOf<RouteWith<'reports.list'>>['items'][number];
type ReportView = ResponseOf<RouteWith<'reports.show'>>;
type CompartmentLink = SummaryView['compartment'];

/** Foreign names that a view needs, loaded once for a whole page. */
export type Names = {
  readonly compartments: ReadonlyMap<number, CompartmentLink>;
  readonly subjects: ReadonlyMap<string, SubjectLink>;
  readonly accounts: ReadonlyMap<string, string>;
};

const moment = (at: Date | null) => at?.toISOString() ?? null;

/** A report as the list shows it. */
export function viewSummary(report: ReportSummary, names: Names): SummaryView {
  const linkOf = (id: string | null) => (id === null ? null : (names.subjects.get(id) ?? null));
  const { assigneeId } = report;
  return {
    id: report.id,
    number: report.number,
    version: report.version,
    title: report.title,
    preview: report.preview,
    channel: report.channel,
    state: report.state,
    outcome: report.outcome,
    parse: report.parse,
    reporter: report.reporter,
    source: report.source,
    receivedAt: report.receivedAt.toISOString(),
    attachmentCount: report.attachmentCount,
    compartment: names.compartments.get(report.compartmentId) ?? { id: report.compartmentId, name: '', isOpen: false },
    handledAs: linkOf(report.handledAs),
    mergedInto: linkOf(report.mergedInto),
    classCode: report.classCode,
    priority: report.priority,
    assignee: assigneeId === null ? null : { id: assigneeId, name: names.accounts.get(assigneeId) ?? '' },
    tags: [...report.tags],
    tlp: report.tlp,
    snoozedUntil: moment(report.snoozedUntil),
    dueAt: moment(report.dueAt),
    answeredAt: moment(report.answeredAt),
    newsAt: moment(report.newsAt),
    occurrenceCount: report.occurrenceCount,
    lastEventAt: moment(report.lastEventAt),
    isUnfinished: report.isUnfinished,
    isUrgent: report.isUrgent,
  };
}

/** A report with all that its page shows, and what this actor may do with it now. */
export function viewReport(given: {
  readonly report: Report;
  readonly attachments: readonly Attachment[];
  readonly merged: readonly SubjectLink[];
  readonly proposedFor: SubjectLink | null;
  /** As far as this actor may know of it. */
  readonly proposal: TriageProposal | null;
  readonly names: Names;
  readonly actor: Pick<Actor, 'permissions'>;
}): ReportView {
  const { report, actor } = given;
  return {
    ...viewSummary(report, given.names),
    text: report.text,
    isTextFromHtml: report.isTextFromHtml,
    hasHtml: report.inboundMailId !== null && report.parse === 'parsed',
    recipients: [...report.recipients],
    sentAt: moment(report.sentAt),
    charset: report.charset,
    parseProblem: report.parseProblem,
    externalId: report.externalId,
    locale: report.locale,
    attachments: given.attachments.map((attachment) => ({
      id: attachment.id,
      name: attachment.name,
      mediaType: attachment.mediaType,
      size: attachment.size,
      sha256: attachment.sha256.toString('hex'),
    })),
    original:
      report.originalSha256 === null
        ? null
        : { size: report.originalSize ?? 0, sha256: report.originalSha256.toString('hex') },
    impact: report.impact,
    urgency: report.urgency,
    proposal: given.proposal === null ? null : viewProposal(given.proposal),
    triagedAt: moment(report.triagedAt),
    triagedBy: report.triagedBy,
    proposedFor: given.proposedFor,
    merged: [...given.merged],
    caller:
      report.channel === 'phone'
        ? { phone: report.callerPhone, department: report.callerDepartment, takenBy: report.takenBy }
        : null,
    occurredAt: moment(report.occurredAt),
    occurredPrecision: report.occurredPrecision,
    detectedAt: moment(report.detectedAt),
    category: report.category,
    link: report.link,
    fields: [...report.fields],
    handedTo: report.handedTo,
    closing: report.closing === null ? null : { ...report.closing, closedAt: report.closing.closedAt.toISOString() },
    can: actsOn(report, actor),
  };
}

function viewProposal(proposal: TriageProposal): NonNullable<ReportView['proposal']> {
  const { rulesVersion, classCode, impact, urgency, priority } = proposal;
  return {
    rulesVersion,
    classCode,
    impact,
    urgency,
    priority,
    reasons: proposal.reasons.map(({ what, ruleId, ruleName, because }) => ({
      what,
      ruleId,
      ruleName,
      because: [...because],
    })),
  };
}

/** What this actor may do with a report as it is now; the buttons come from here. */
function actsOn(report: Report, actor: Pick<Actor, 'permissions'>): ReportView['can'] {
  const may = (permission: string) => actor.permissions.has(permission);
  return {
    openIncident: isOpen(report.state) && may('incidents.open'),
    triage: isOpen(report.state) && may('reports.triage'),
    close: isOpen(report.state) && may('reports.close'),
    ask: isOpen(report.state) && may('reports.ask'),
    reopen: canMove(report.state, 'reopen') && !report.isWithdrawn && may('reports.reopen'),
    merge: canMove(report.state, 'merge') && may('reports.merge'),
    unmerge: canMove(report.state, 'unmerge') && may('reports.unmerge'),
    detach: canMove(report.state, 'detach') && may('reports.detach'),
    restrict: report.handledAs === null && report.mergedInto === null && may('subjects.restrict'),
  };
}

/** A file of a report as lists across reports describe it. */
export function viewReportFile(
  file: ReportFile,
  report: SubjectLink,
): ResponseOf<RouteWith<'reports.files'>>['items'][number] {
  return {
    id: file.id,
    name: file.name,
    mediaType: file.mediaType,
    size: file.size,
    sha256: file.sha256.toString('hex'),
    receivedAt: file.receivedAt.toISOString(),
    report,
  };
}
