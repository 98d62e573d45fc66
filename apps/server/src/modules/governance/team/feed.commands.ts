import { makeCalendarFeed } from '../../../platform/calendar-feeds/index.ts';

/** The address of the calendar of one's own duties. */
export const dutyFeed = makeCalendarFeed({ purpose: 'duty', renew: 'duty-feed.renew', end: 'duty-feed.revoke' });
