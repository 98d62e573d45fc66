/** Calendars as other programs subscribe to them (iCalendar, RFC 5545): due times as short events. */
export { type ParsedEvent, readCalendar } from './read.ts';
export { type CalendarEntry, writeCalendar } from './write.ts';
