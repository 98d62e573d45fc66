/** Duties to report: what must be told to whom by when, why, and what was filed. */
export { noteRecord } from './assess.commands.ts';
export { carryFacts } from './carry.commands.ts';
export { askedFacts, clocksDue, clocksOn, nextClockOn, unfinishedOn } from './obligation.queries.ts';
export { offerAnchors } from './record.commands.ts';
export { partDuties, shareDuties } from './share.commands.ts';
export type { StoredClock } from './stored.model.ts';
export { nextClocksOf } from './stored.store.ts';
