/** Secret addresses of personal calendars: who made which, and whose calendar an address opens. */
export { makeCalendarFeed } from './feed.commands.ts';
export { type CalendarPurpose, feedOf, ownerOfFeed } from './feed.queries.ts';
