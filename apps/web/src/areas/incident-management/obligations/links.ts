/** The page of one filing. */
export const filingLink = (id: string) => `/incident-management/filings/${id}`;
/** Which rules are on, what the team declares of itself, and its own rules. */
export const dutyRulesLink = '/incident-management/obligation-rules';
/** The tab on a record. */
export const dutiesTab = 'obligations';
