/** Statistics of reports. */
export const statisticsLink = '/incident-management/statistics';
