import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Actor } from '../../../platform/access/index.ts';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import type { Attachment, Report, ReportSummary } from './report.model.ts';
import { isOpen } from './report.rules.ts';

type SummaryView = ResponseOf<RouteWith<'reports.list'>>['items'][number];
type ReportView = ResponseOf<RouteWith<'reports.show'>>;
type CompartmentLink = SummaryView['compartment'];

/** Foreign names that a view needs, loaded once for a whole page. */
export type Names = {
  readonly compartments: ReadonlyMap<number, CompartmentLink>;
  readonly subjects: ReadonlyMap<string, SubjectLink>;
};

/** A report as the list shows it. */
export function viewSummary(report: ReportSummary, names: Names): SummaryView {
  return {
    id: report.id,
    number: report.number,
    version: report.version,
    title: report.title,
    preview: report.preview,
    channel: report.channel,
    state: report.state,
    parse: report.parse,
    reporter: report.reporter,
    source: report.source,
    receivedAt: report.receivedAt.toISOString(),
    attachmentCount: report.attachmentCount,
    compartment: names.compartments.get(report.compartmentId) ?? { id: report.compartmentId, name: '', isOpen: false },
    handledAs: report.handledAs === null ? null : (names.subjects.get(report.handledAs) ?? null),
  };
}

/** A report with all that its page shows, and what this actor may do with it now. */
export function viewReport(
  report: Report,
  attachments: readonly Attachment[],
  names: Names,
  actor: Pick<Actor, 'permissions'>,
): ReportView {
  const may = (permission: string) => actor.permissions.has(permission);
  return {
    ...viewSummary(report, names),
    text: report.text,
    isTextFromHtml: report.isTextFromHtml,
    recipients: [...report.recipients],
    sentAt: report.sentAt?.toISOString() ?? null,
    charset: report.charset,
    parseProblem: report.parseProblem,
    externalId: report.externalId,
    attachments: attachments.map((attachment) => ({
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
    closing: report.closing === null ? null : { ...report.closing, closedAt: report.closing.closedAt.toISOString() },
    can: {
      openIncident: isOpen(report.state) && may('incidents.open'),
      close: isOpen(report.state) && may('reports.close'),
      restrict: report.handledAs === null && may('subjects.restrict'),
    },
  };
}
