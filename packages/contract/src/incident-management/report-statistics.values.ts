/** Spans by which reports are counted, in the team's zone; weeks begin on Monday (ISO 8601). */
export const statisticsSpans = ['day', 'week', 'month'] as const;
export const statisticsTables = ['periods', 'channels', 'classes', 'times', 'backlog'] as const;
/** Ages of open reports: under a day, 1–3 days, 3–7 days, 7–30 days, older. */
export const backlogAges = ['day', 'three-days', 'week', 'month', 'older'] as const;
/** From arrival to the acknowledgement, the first answer of a person, the end of triage. */
export const statisticsTimes = ['acknowledged', 'answered', 'triaged'] as const;

export type StatisticsSpan = (typeof statisticsSpans)[number];
export type StatisticsTable = (typeof statisticsTables)[number];
export type BacklogAge = (typeof backlogAges)[number];
export type StatisticsTime = (typeof statisticsTimes)[number];
