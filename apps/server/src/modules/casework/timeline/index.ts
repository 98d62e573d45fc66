/** The timeline: what people noted, what was done, and imported events of machines, in the order of their times. */
export { sayAct } from './export.queries.ts';
export { countsOn, timelineOn } from './item.queries.ts';
export type { TimelineItem } from './timeline.model.ts';
