/** What can have happened to reports to management. */
export type ManagementReportFact =
  | { readonly kind: 'management-report.changed'; readonly reportId: string }
  | { readonly kind: 'management-report.issued'; readonly reportId: string }
  | { readonly kind: 'management-report.sent'; readonly reportId: string; readonly messageId: string };
