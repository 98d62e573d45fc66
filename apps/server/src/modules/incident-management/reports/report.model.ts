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
import type { TriageProposal } from '../triage/index.ts';

/** Who did something, as it is kept with the record. */
export type Doer = {
  readonly kind: 'user' | 'token' | 'guest' | 'system';
  readonly id: string;
  readonly name: string;
};

export type Reporter = { readonly name: string | null; readonly address: string | null };

/** A line of a table that came with the report: what a machine, a form or a ledger called it, and its value. */
export type ReportField = { readonly label: string; readonly value: string };

/** What every report has, whatever its channel, when it comes in. Make it with `newReport`. */
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
  /** No acknowledgement leaves: a machine wrote it, or it was entered from a ledger. */
  readonly isAutomatic: boolean;
  readonly mailMessageId: string | null;
  readonly source: string | null;
  readonly externalId: string | null;
  readonly receivedAt: Date;
  readonly sentAt: Date | null;
  readonly compartmentId: number;
  readonly classCode: string | null;
  readonly impact: TriageLevel | null;
  readonly urgency: TriageLevel | null;
  readonly priority: Priority | null;
  /** What the rules said when it came in; kept as it was, also when the rules change. */
  readonly proposal: TriageProposal | null;
  readonly assigneeId: string | null;
  readonly tags: readonly string[];
  readonly tlp: Tlp | null;
  /** By when somebody should have answered; null for what needs no answer (imported from a ledger). */
  readonly dueAt: Date | null;
  readonly proposedFor: string | null;
  readonly occurrenceCount: number;
  readonly dedupeKey: string | null;
  readonly callerPhone: string | null;
  readonly callerDepartment: string | null;
  readonly occurredAt: Date | null;
  readonly occurredPrecision: Precision | null;
  readonly detectedAt: Date | null;
  readonly isUnfinished: boolean;
  readonly isUrgent: boolean;
  readonly takenBy: Doer | null;
  /** The tile of the form that was chosen. */
  readonly category: string | null;
  readonly link: string | null;
  readonly fields: readonly ReportField[];
  readonly mailboxId: string | null;
  readonly importId: string | null;
};

type Needed = 'title' | 'text' | 'channel' | 'locale' | 'receivedAt';

/** A report as it comes in: what is not given is not known. The compartment is the open one. */
export function newReport(given: Pick<NewReport, Needed> & Partial<NewReport>): NewReport {
  return {
    isTextFromHtml: false,
    parse: 'parsed',
    parseProblem: null,
    reporter: { name: null, address: null },
    recipients: [],
    charset: null,
    isAutomatic: false,
    mailMessageId: null,
    source: null,
    externalId: null,
    sentAt: null,
    compartmentId: 1,
    classCode: null,
    impact: null,
    urgency: null,
    priority: null,
    proposal: null,
    assigneeId: null,
    tags: [],
    tlp: null,
    dueAt: null,
    proposedFor: null,
    occurrenceCount: 1,
    dedupeKey: null,
    callerPhone: null,
    callerDepartment: null,
    occurredAt: null,
    occurredPrecision: null,
    detectedAt: null,
    isUnfinished: false,
    isUrgent: false,
    takenBy: null,
    category: null,
    link: null,
    fields: [],
    mailboxId: null,
    importId: null,
    ...given,
  };
}

/** Where the raw original of a report lies; all null for one that was typed. */
export type Origin = {
  readonly inboundMailId: string | null;
  readonly originalFileId: string | null;
  readonly originalSize: number | null;
  readonly originalSha256: Buffer | null;
};

export const noOrigin: Origin = {
  inboundMailId: null,
  originalFileId: null,
  originalSize: null,
  originalSha256: null,
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
  readonly outcome: ReportOutcome | null;
  readonly parse: ParseState;
  readonly reporter: Reporter;
  readonly source: string | null;
  readonly receivedAt: Date;
  readonly attachmentCount: number;
  readonly compartmentId: number;
  readonly handledAs: string | null;
  readonly mergedInto: string | null;
  readonly classCode: string | null;
  readonly priority: Priority | null;
  readonly assigneeId: string | null;
  readonly tags: readonly string[];
  readonly tlp: Tlp | null;
  readonly snoozedUntil: Date | null;
  readonly dueAt: Date | null;
  readonly answeredAt: Date | null;
  readonly newsAt: Date | null;
  readonly occurrenceCount: number;
  readonly lastEventAt: Date | null;
  readonly isUnfinished: boolean;
  readonly isUrgent: boolean;
  /** Priority first, then age: what the list by priority is sorted by. */
  readonly workRank: number;
};

export type Closing = {
  readonly outcome: ReportOutcome;
  readonly reason: string;
  readonly closedAt: Date;
  readonly closedBy: Doer;
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
    | 'impact'
    | 'urgency'
    | 'proposal'
    | 'proposedFor'
    | 'callerPhone'
    | 'callerDepartment'
    | 'occurredAt'
    | 'occurredPrecision'
    | 'detectedAt'
    | 'takenBy'
    | 'category'
    | 'link'
    | 'fields'
    | 'mailboxId'
    | 'dedupeKey'
  > & {
    readonly originalFileId: string | null;
    readonly originalSize: number | null;
    readonly originalSha256: Buffer | null;
    readonly inboundMailId: string | null;
    readonly triagedAt: Date | null;
    readonly triagedBy: Doer | null;
    readonly handedTo: string | null;
    readonly stateBeforeMerge: 'new' | 'waiting' | null;
    readonly closing: Closing | null;
    readonly isWithdrawn: boolean;
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
