import type { Locale, ParseState, ReportChannel, ReportOutcome, ReportState } from '@matoi/contract';

export type Reporter = { readonly name: string | null; readonly address: string | null };

/** What every report has, whatever its channel, when it comes in. */
export type NewReport = {
  readonly title: string;
  readonly text: string;
  readonly isTextFromHtml: boolean;
  readonly channel: ReportChannel;
  readonly parse: ParseState;
  readonly parseProblem: string | null;
  readonly reporter: Reporter;
  readonly recipients: readonly string[];
  readonly charset: string | null;
  readonly locale: Locale;
  readonly isAutomatic: boolean;
  readonly mailMessageId: string | null;
  readonly source: string | null;
  readonly externalId: string | null;
  readonly receivedAt: Date;
  readonly sentAt: Date | null;
};

/** A report as the list shows it. */
export type ReportSummary = {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly title: string;
  readonly preview: string;
  readonly channel: ReportChannel;
  readonly state: ReportState;
  readonly parse: ParseState;
  readonly reporter: Reporter;
  readonly source: string | null;
  readonly receivedAt: Date;
  readonly attachmentCount: number;
  readonly compartmentId: number;
  readonly handledAs: string | null;
};

export type Closing = {
  readonly outcome: ReportOutcome;
  readonly reason: string;
  readonly closedAt: Date;
  readonly closedBy: {
    readonly kind: 'user' | 'token' | 'guest' | 'system';
    readonly id: string;
    readonly name: string;
  };
};

/** A report with all that its page shows. */
export type Report = ReportSummary &
  Pick<
    NewReport,
    | 'text'
    | 'isTextFromHtml'
    | 'parseProblem'
    | 'recipients'
    | 'charset'
    | 'locale'
    | 'isAutomatic'
    | 'mailMessageId'
    | 'externalId'
    | 'sentAt'
  > & {
    readonly originalFileId: string | null;
    readonly originalSize: number | null;
    readonly originalSha256: Buffer | null;
    readonly closing: Closing | null;
  };

export type Attachment = {
  readonly id: string;
  readonly fileId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: Buffer;
};

const previewLength = 160;

/** The first words of a text on one line, for the list. */
export function previewOf(text: string): string {
  const flat = text
    .slice(0, previewLength * 4)
    .replace(/\s+/gu, ' ')
    .trim();
  return Array.from(flat).slice(0, previewLength).join('');
}
