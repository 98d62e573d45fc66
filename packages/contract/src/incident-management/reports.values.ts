/** How a report came in. */
export const reportChannels = ['mail', 'api'] as const;
/** `new` waits for a person; `handled` became part of an incident; `closed` was answered or set aside. */
export const reportStates = ['new', 'handled', 'closed'] as const;
/** Whether the raw original could be read: a report exists in every case. */
export const parseStates = ['parsed', 'unparseable'] as const;
export const reportOutcomes = ['answered', 'not-an-incident', 'spam', 'duplicate'] as const;
export const reportSorts = ['newest', 'oldest'] as const;

export type ReportChannel = (typeof reportChannels)[number];
export type ReportState = (typeof reportStates)[number];
export type ParseState = (typeof parseStates)[number];
export type ReportOutcome = (typeof reportOutcomes)[number];
