import type {
  DocumentBlock,
  Locale,
  ManagementReportAudience,
  ManagementReportKind,
  ManagementReportSection,
} from '@matoi/contract';
import type { RecordFacts } from './facts.model.ts';

/** The sentences of the catalogues in the language of the report. */
export type SayIn = (key: string, params?: Readonly<Record<string, string | number>>) => string;

/** What a report is to be. */
export type ReportShape = {
  readonly kind: ManagementReportKind;
  readonly audience: ManagementReportAudience;
  readonly language: Locale;
  readonly isFinal: boolean;
  readonly nextReportAt: Date | null;
};

/** One part: text that its author may change, and tables and figures that only the record changes. */
export type ComposedSection = {
  readonly code: ManagementReportSection;
  readonly heading: string;
  readonly text: string;
  readonly blocks: readonly DocumentBlock[];
};

/** What every part of a report is composed of. */
export type Given = { readonly facts: RecordFacts; readonly shape: ReportShape; readonly say: SayIn };
