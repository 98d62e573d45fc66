/** Closed lists of values, free of any library, so that the browser may import them. */
export * from './casework/attachments.values.ts';
export * from './casework/correspondence.values.ts';
export * from './casework/journal.values.ts';
export * from './incident-management/incidents.values.ts';
export * from './incident-management/ledger.values.ts';
export * from './incident-management/public-reporting.values.ts';
export * from './incident-management/report-statistics.values.ts';
export * from './incident-management/reports.values.ts';
export * from './incident-management/sources.values.ts';
export * from './incident-management/specimens.values.ts';
export * from './incident-management/triage.values.ts';
export * from './knowledge-transfer/lessons.values.ts';
export * from './platform/mailboxes.values.ts';
export * from './platform/platform.values.ts';
export * from './situational-awareness/observables.values.ts';
