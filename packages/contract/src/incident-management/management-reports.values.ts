/** `progress`: 第一報・続報・最終報. `closing`: インシデント対応報告書. */
export const managementReportKinds = ['progress', 'closing'] as const;
/** `plain` is for people who decide, `technical` for people who work on it. */
export const managementReportAudiences = ['plain', 'technical'] as const;
export const managementReportStates = ['draft', 'issued', 'discarded'] as const;
export const managementReportFormats = ['pdf', 'docx'] as const;
/** Parts of a report in their order; one without text and figures is left out. */
export const managementReportSections = [
  'summary',
  'since',
  'timeline',
  'effect',
  'done',
  'cause',
  'open',
  'next',
  'review',
  'measures',
  'communication',
  'next-report',
] as const;

export type ManagementReportKind = (typeof managementReportKinds)[number];
export type ManagementReportAudience = (typeof managementReportAudiences)[number];
export type ManagementReportState = (typeof managementReportStates)[number];
export type ManagementReportFormat = (typeof managementReportFormats)[number];
export type ManagementReportSection = (typeof managementReportSections)[number];
