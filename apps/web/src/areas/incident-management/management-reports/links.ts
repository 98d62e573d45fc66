/** The page of one report to management. */
export const managementReportLink = (id: string) => `/incident-management/management-reports/${id}`;
