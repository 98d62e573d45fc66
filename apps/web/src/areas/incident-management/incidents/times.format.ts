import type { Precision } from '@matoi/contract/values';
import { isoDay, longDate, type Reading, shortMoment } from '../../../shared/moments.format.ts';

/** What is shown of an asserted time. */
export type Asserted = { readonly at: string | null; readonly precision: Precision; readonly isEstimate: boolean };

/**
 * The time as exactly as it is known and no more: `11-24 02:10` by the minute, `11-24 02時` by the hour, `11-24` by the
 * day, `2026-11` by the month. Null: it is said to be unknown.
 */
export function assertedText({ at, precision }: Asserted, now: Date, reading: Reading): string | null {
  if (at === null) return null;
  const moment = new Date(at);
  const day = isoDay(moment, reading.zone);
  const isThisYear = day.slice(0, 4) === isoDay(now, reading.zone).slice(0, 4);
  const short = shortMoment(at, now, reading);
  switch (precision) {
    case 'instant':
      return `${short}:${String(moment.getUTCSeconds()).padStart(2, '0')}`;
    case 'minute':
      return short;
    case 'hour':
      return reading.locale === 'ja' ? `${short.slice(0, -3)}時` : `${short.slice(0, -2)}00`;
    case 'date':
      return isThisYear ? day.slice(5) : day;
    case 'month':
      return day.slice(0, 7);
    default:
      return precision satisfies never;
  }
}

/** Whether it carries the mark 頃: it is known less exactly than by the minute, or it was estimated. */
export function isApproximate({ at, precision, isEstimate }: Asserted): boolean {
  if (at === null) return false;
  return isEstimate || precision === 'hour';
}

/** With its whole date, where a decision hangs on it. */
export function assertedFull({ at, precision }: Asserted, now: Date, reading: Reading): string | null {
  if (at === null) return null;
  const moment = new Date(at);
  if (precision === 'date') return longDate(moment, reading);
  if (precision === 'month') return isoDay(moment, reading.zone).slice(0, 7);
  return `${longDate(moment, reading)} ${timePart(assertedText({ at, precision, isEstimate: false }, now, reading) ?? '')}`;
}

const timePart = (short: string) => short.split(' ').at(-1) ?? '';
