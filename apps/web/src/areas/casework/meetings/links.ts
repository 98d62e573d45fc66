/** The page of one meeting. */
export const meetingLink = (number: string) => `/casework/meetings/${encodeURIComponent(number)}`;
/** The tab on a record. */
export const meetingsTabId = 'meetings';
