import { clockTime, exactMoment, monthDay, type Reading } from '../../../shared/moments.format.ts';
import type { Tick } from '../../../ui/timeline.layout.ts';

const minute = 60_000;
const day = 86_400_000;

/** What stands at a tick: the day where one begins, otherwise the time, with seconds where they count. */
export function tickText({ at, step, isNewDay }: Tick, reading: Reading): string {
  const moment = new Date(at);
  if (step >= 300 * day) return moment.toLocaleDateString('en-CA', { timeZone: reading.zone }).slice(0, 4);
  if (step >= 28 * day) return moment.toLocaleDateString('en-CA', { timeZone: reading.zone }).slice(0, 7);
  if (step >= day) return monthDay(moment, reading.zone);
  const time = step < minute ? withSeconds(moment, reading) : clockTime(moment, reading);
  return isNewDay ? `${monthDay(moment, reading.zone)} ${time}` : time;
}

function withSeconds(moment: Date, reading: Reading): string {
  return /\d{2}:\d{2}:\d{2}/.exec(exactMoment(moment.toISOString(), reading))?.[0] ?? '';
}
