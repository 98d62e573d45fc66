/** Live updates: one reader of the fact log per process, filtered for each subscriber, ids only; and who is where. */

export { eventsFor, type LiveEvent, type LiveHub, type Subscriber, startLiveHub } from './hub.ts';
export { type Present, presentOn } from './presence.store.ts';
