import type {
  DocumentModel,
  Locale,
  ManagementReportAudience,
  ManagementReportFormat,
  ManagementReportKind,
  ManagementReportSection,
  ManagementReportState,
} from '@matoi/contract';

/** Who did something. */
export type Author = {
  readonly kind: 'user' | 'token' | 'guest' | 'system';
  readonly id: string;
  readonly name: string;
};

/** What somebody wrote in place of what the record said then. */
export type Edit = { readonly text: string; readonly basedOn: string };
export type Edits = Partial<Readonly<Record<ManagementReportSection, Edit>>>;

/** Edits by language and audience: what was written in one is no text of another. */
export type AllEdits = Readonly<Record<string, Edits>>;

/** What an issued report is compared by. */
export type SectionText = { readonly code: ManagementReportSection; readonly text: string };

export type ReportFile = {
  readonly format: ManagementReportFormat;
  readonly fileId: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
};

/** What was frozen. */
export type Issued = {
  readonly number: number;
  readonly at: Date;
  readonly by: Author;
  readonly document: DocumentModel;
  readonly texts: readonly SectionText[];
  readonly sha256: Buffer;
  readonly chain: { readonly position: number; readonly hash: string } | null;
  readonly files: readonly ReportFile[];
};

/** A report to management, or a closing report: a draft, or frozen with its number. */
export type ManagementReport = {
  readonly id: string;
  readonly subjectId: string;
  readonly compartmentId: number;
  readonly version: number;
  readonly kind: ManagementReportKind;
  readonly audience: ManagementReportAudience;
  readonly language: Locale;
  readonly isFinal: boolean;
  readonly nextReportAt: Date | null;
  readonly state: ManagementReportState;
  readonly edits: AllEdits;
  readonly startedAt: Date;
  readonly startedBy: Author;
  readonly changedAt: Date;
  readonly changedBy: Author;
  /** Somebody approved exactly the content with this checksum. */
  readonly approval: { readonly at: Date; readonly by: Author; readonly contentHash: string } | null;
  readonly issued: Issued | null;
};

/** A mail with which an issued report was sent. */
export type Delivery = {
  readonly id: string;
  readonly reportId: string;
  readonly messageId: string;
  readonly to: readonly string[];
  readonly at: Date;
  readonly by: Author;
};
