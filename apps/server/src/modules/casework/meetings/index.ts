/** Meetings on an incident: who was there, what was noted, decided and given to do, and the minutes. */
export type { Meeting } from './meeting.model.ts';
export { showToday as meetingsOfToday } from './meeting.queries.ts';
