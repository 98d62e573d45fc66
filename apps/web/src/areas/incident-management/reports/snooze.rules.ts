import { instantOf, isoDay } from '../../../shared/moments.format.ts';

export const snoozeChoices = ['hour', 'evening', 'tomorrow', 'monday'] as const;
export type SnoozeChoice = (typeof snoozeChoices)[number];

const dayMs = 24 * 3_600_000;
const evening = '18:00';
const morning = '09:00';

/** `YYYY-MM-DD` so many days after the day of the moment in the zone. */
function dayAfter(now: Date, zone: string, days: number): string {
  const noon = Date.parse(`${isoDay(now, zone)}T12:00:00Z`);
  return new Date(noon + days * dayMs).toISOString().slice(0, 10);
}

/**
 * When a snoozed report comes back: in an hour, this evening at 18:00, tomorrow or on Monday at 9:00 on the clocks of the
 * zone. The evening is offered only while it is more than an hour away; Monday is never today.
 */
export function snoozeMoments(
  now: Date,
  zone: string,
): readonly { readonly choice: SnoozeChoice; readonly at: Date }[] {
  const today = isoDay(now, zone);
  const weekday = new Date(`${today}T12:00:00Z`).getUTCDay();
  const toMonday = (8 - weekday) % 7 || 7;
  const hour = new Date(now.getTime() + 3_600_000);
  const moments: readonly { readonly choice: SnoozeChoice; readonly at: Date | null }[] = [
    { choice: 'hour', at: hour },
    { choice: 'evening', at: instantOf(`${today}T${evening}`, zone) },
    { choice: 'tomorrow', at: instantOf(`${dayAfter(now, zone, 1)}T${morning}`, zone) },
    { choice: 'monday', at: instantOf(`${dayAfter(now, zone, toMonday)}T${morning}`, zone) },
  ];
  return moments.flatMap(({ choice, at }) => {
    if (at === null || (choice === 'evening' && at <= hour)) return [];
    // On a Sunday, tomorrow is Monday already.
    return choice === 'monday' && toMonday === 1 ? [] : [{ choice, at }];
  });
}
