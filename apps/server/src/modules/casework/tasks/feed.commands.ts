import { makeCalendarFeed } from '../../../platform/calendar-feeds/index.ts';

/** The address of the calendar of one's own tasks. */
export const taskFeed = makeCalendarFeed({
  purpose: 'tasks',
  renew: 'calendar-feed.renew',
  end: 'calendar-feed.revoke',
});
