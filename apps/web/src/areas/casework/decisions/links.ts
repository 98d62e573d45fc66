/** The tab on a record. */
export const decisionsTabId = 'decisions';
