import { instantOf, isoDay } from '../../../shared/moments.format.ts';

const hour = 3_600_000;

/** Moments that are often meant when something is put off: hours from now on the full minute, tomorrow at nine. */
export function laterMoments(
  now: Date,
  zone: string,
): readonly { readonly id: 'hour' | 'two-hours' | 'four-hours' | 'tomorrow'; readonly at: Date }[] {
  const minute = Math.ceil(now.getTime() / 60_000) * 60_000;
  const tomorrow = instantOf(`${isoDay(new Date(now.getTime() + 24 * hour), zone)}T09:00`, zone);
  return [
    { id: 'hour', at: new Date(minute + hour) },
    { id: 'two-hours', at: new Date(minute + 2 * hour) },
    { id: 'four-hours', at: new Date(minute + 4 * hour) },
    ...(tomorrow === null ? [] : [{ id: 'tomorrow' as const, at: tomorrow }]),
  ];
}
