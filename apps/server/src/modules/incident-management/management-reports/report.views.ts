import type { DocumentModel, ResponseOf, RouteWith } from '@matoi/contract';
import type { Actor } from '../../../platform/access/index.ts';
import type { Delivery, ManagementReport } from './report.model.ts';
import type { DraftSection } from './report.rules.ts';

type Shown = ResponseOf<RouteWith<'management-reports.show'>>;
type Listed = ResponseOf<RouteWith<'management-reports.list'>>;

/** What a draft shows besides its row. */
type DraftParts = {
  readonly sections: readonly DraftSection[];
  readonly number: number;
  readonly previous: ManagementReport | null;
  readonly document: DocumentModel;
  readonly contentHash: string;
};

function viewSummary(
  report: ManagementReport,
  given: {
    readonly number: number;
    readonly name: string;
    readonly deliveries: readonly Delivery[];
    /** Null where what a draft says now is not known: then an approval is not shown. */
    readonly contentHash: string | null;
  },
): Listed['items'][number] {
  const { issued, approval } = report;
  const isApproved = approval !== null && (issued !== null || approval.contentHash === given.contentHash);
  return {
    id: report.id,
    version: report.version,
    kind: report.kind,
    audience: report.audience,
    language: report.language,
    state: report.state,
    isFinal: report.isFinal,
    number: given.number,
    name: given.name,
    startedAt: report.startedAt.toISOString(),
    startedBy: report.startedBy,
    changedAt: report.changedAt.toISOString(),
    changedBy: report.changedBy,
    approval: isApproved ? { at: approval.at.toISOString(), by: approval.by } : null,
    issued:
      issued === null
        ? null
        : {
            at: issued.at.toISOString(),
            by: issued.by,
            sha256: issued.sha256.toString('hex'),
            chain: issued.chain,
            files: issued.files.map(({ format, name, size, sha256 }) => ({ format, name, size, sha256 })),
          },
    deliveries: given.deliveries
      .filter(({ reportId }) => reportId === report.id)
      .map(({ messageId, to, at, by }) => ({ messageId, to: [...to], at: at.toISOString(), by })),
  };
}

/** The reports on a record as the contract describes them. */
export function viewList(
  reports: readonly ManagementReport[],
  given: {
    readonly deliveries: readonly Delivery[];
    readonly numberOf: (report: ManagementReport) => number;
    readonly nameOf: (report: ManagementReport, number: number) => string;
    readonly canWrite: boolean;
  },
): Listed {
  return {
    items: reports.map((report) => {
      const number = given.numberOf(report);
      const name = given.nameOf(report, number);
      return viewSummary(report, { number, name, deliveries: given.deliveries, contentHash: null });
    }),
    can: { write: given.canWrite },
  };
}

/** One report as the contract describes it. */
export function viewReport(
  report: ManagementReport,
  given: {
    readonly draft: DraftParts | null;
    readonly subject: Shown['subject'];
    /** What a draft that was given up would say; it shows nothing else. */
    readonly discarded: Pick<DraftParts, 'document' | 'contentHash'> | null;
    readonly deliveries: readonly Delivery[];
    readonly name: string;
    readonly previousName: string | null;
    readonly isIntact: boolean | null;
    readonly actor: Pick<Actor, 'permissions' | 'id'>;
  },
): Shown {
  const { draft, discarded, actor } = given;
  const may = (permission: string) => actor.permissions.has(permission);
  const shown = report.issued?.document ?? draft?.document ?? discarded?.document;
  if (shown === undefined) throw new TypeError('a report has neither draft nor document');
  const contentHash = report.issued?.sha256.toString('hex') ?? draft?.contentHash ?? discarded?.contentHash ?? '';
  const isOwn = report.startedBy.id === actor.id || report.changedBy.id === actor.id;
  const previous = draft?.previous?.issued ?? null;
  return {
    ...viewSummary(report, {
      number: draft?.number ?? report.issued?.number ?? 1,
      name: given.name,
      deliveries: given.deliveries,
      contentHash,
    }),
    subject: given.subject,
    nextReportAt: report.nextReportAt?.toISOString() ?? null,
    sections: (draft?.sections ?? []).map(
      ({ code, heading, text, composed, isEdited, isOutdated, previous: before }) => ({
        code,
        heading,
        text,
        composed,
        isEdited,
        isOutdated,
        previous: before,
      }),
    ),
    previous:
      previous === null || given.previousName === null
        ? null
        : { number: previous.number, name: given.previousName, issuedAt: previous.at.toISOString() },
    document: viewDocument(shown),
    contentHash,
    isIntact: given.isIntact,
    can: {
      change: draft !== null && may('management-reports.change'),
      approve: draft !== null && may('management-reports.approve') && !isOwn,
      issue: draft !== null && may('management-reports.issue'),
      send: report.issued !== null && may('management-reports.send'),
    },
  };
}

/** A copy that the contract may hold: its lists are not read-only. */
function viewDocument(document: DocumentModel): Shown['document'] {
  return structuredClone(document) as unknown as Shown['document'];
}
