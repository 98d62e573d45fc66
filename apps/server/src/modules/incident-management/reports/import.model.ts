import type { Locale, ReportChannel, ReportOutcome, ReportState } from '@matoi/contract';
import type { SubjectId } from '@matoi/kernel';
import type { ReportField } from './report.model.ts';

/** A report that is entered from somebody's ledger: everything in it has happened long ago. */
export type ImportedReport = {
  readonly line: number;
  readonly externalId: string;
  readonly receivedAt: Date;
  readonly receivedPrecision: 'minute' | 'date';
  readonly occurredAt: Date | null;
  readonly title: string;
  readonly text: string;
  readonly reporterName: string | null;
  readonly reporterAddress: string | null;
  readonly reporterPhone: string | null;
  readonly reporterDepartment: string | null;
  readonly classCode: string | null;
  readonly impact: 'high' | 'medium' | 'low' | null;
  readonly urgency: 'high' | 'medium' | 'low' | null;
  readonly priority: 1 | 2 | 3 | 4 | null;
  readonly assigneeId: string | null;
  readonly state: 'new' | 'waiting' | 'closed';
  readonly outcome: ReportOutcome | null;
  readonly response: string | null;
  readonly closedAt: Date | null;
  readonly fields: readonly ReportField[];
};

/** What the reports of one import have in common. */
export type ImportGround = { readonly importId: SubjectId; readonly compartmentId: number; readonly locale: Locale };

/** A report with what a ledger of it has. */
export type ExportedReport = {
  readonly id: string;
  readonly number: string;
  readonly source: string | null;
  readonly externalId: string | null;
  readonly channel: ReportChannel;
  readonly receivedAt: Date;
  readonly receivedPrecision: string;
  readonly occurredAt: Date | null;
  readonly title: string;
  readonly text: string;
  readonly reporterName: string | null;
  readonly reporterAddress: string | null;
  readonly reporterPhone: string | null;
  readonly reporterDepartment: string | null;
  readonly classCode: string | null;
  readonly impact: string | null;
  readonly urgency: string | null;
  readonly priority: number | null;
  readonly assigneeId: string | null;
  readonly state: ReportState;
  readonly outcome: ReportOutcome | null;
  readonly closeReason: string | null;
  readonly closedAt: Date | null;
  readonly handledAs: string | null;
  readonly fields: readonly ReportField[];
};
