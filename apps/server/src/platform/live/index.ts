/** Live updates: one reader of the fact log per process, filtered for each subscriber, ids only. */

export { eventsFor, type LiveEvent, type LiveHub, type Subscriber, startLiveHub } from './hub.ts';
