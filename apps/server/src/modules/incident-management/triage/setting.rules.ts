import { type Refusal, refusal } from '@matoi/kernel';
import { type BusinessCalendar, businessClock, dateIn, minutesOf, startOfDate } from './calendar.rules.ts';

/** From when a new version counts: at once, or from the beginning of a later day in the team's zone. */
export function decideEffectiveAt(
  effectiveOn: string | undefined,
  given: { readonly zone: string; readonly now: Date },
): Date | Refusal {
  if (effectiveOn === undefined) return given.now;
  const today = dateIn(given.zone, given.now);
  if (effectiveOn === today) return given.now;
  if (effectiveOn > today) return startOfDate(given.zone, effectiveOn);
  const code = 'triage-priorities.change.in-the-past';
  return refusal(code, {}, [{ path: 'body.effectiveOn', code }]);
}

const hourMs = 3_600_000;
/** Whoever is closed for longer than this has mistyped a date. */
const longestClosedMs = 120 * 24 * hourMs;

/** A calendar as it may be kept: hours in order without overlap, ranges from an earlier to a later day, and open at times. */
export function decideCalendar(
  calendar: BusinessCalendar,
  given: { readonly zone: string; readonly now: Date; readonly isHoliday: (date: string) => boolean },
): BusinessCalendar | Refusal {
  for (const [day, hours] of Object.entries(calendar.hours)) {
    let closedAt = 0;
    for (const { opensAt, closesAt } of hours) {
      if (minutesOf(opensAt) < closedAt || minutesOf(closesAt) <= minutesOf(opensAt)) {
        const code = 'business-calendars.change.hours-overlap';
        return refusal(code, {}, [{ path: `body.calendar.hours.${day}`, code }]);
      }
      closedAt = minutesOf(closesAt);
    }
  }
  const wrong = calendar.closedDays.findIndex((closed) => closed.kind === 'once' && closed.from > closed.until);
  if (wrong >= 0) {
    const code = 'business-calendars.change.closed-days-order';
    return refusal(code, {}, [{ path: `body.calendar.closedDays.${wrong}.until`, code }]);
  }
  const clock = businessClock({ calendar, zone: given.zone, isHoliday: given.isHoliday });
  const isClosedFrom = (at: Date) => clock.after(at, hourMs).getTime() - at.getTime() > longestClosedMs;
  const starts = [given.now, ...calendar.closedDays.map((closed) => beginningOf(closed, given))];
  return starts.some(isClosedFrom) ? refusal('business-calendars.change.never-open') : calendar;
}

function beginningOf(
  closed: BusinessCalendar['closedDays'][number],
  { zone, now }: { readonly zone: string; readonly now: Date },
): Date {
  return startOfDate(zone, closed.kind === 'once' ? closed.from : `${dateIn(zone, now).slice(0, 4)}-${closed.from}`);
}
