import type { Locale } from '@matoi/contract/values';
import { zoneName } from '@matoi/kernel';

/** Where and in which language a moment is read. */
export type Reading = { readonly locale: Locale; readonly zone: string };

type Pieces = {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly weekday: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
};

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(language: string, zone: string): Intl.DateTimeFormat {
  const key = `${language} ${zone}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(language, {
    timeZone: zone,
    year: 'numeric',
    month: language === 'ja-JP' ? 'numeric' : 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(key, made);
  return made;
}

function pieces(moment: Date, { locale, zone }: Reading): Pieces {
  const parts = formatter(locale === 'ja' ? 'ja-JP' : 'en-GB', zone).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    weekday: part('weekday'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

/** `2026年11月21日(土) 14:05 JST` · `Sat 21 Nov 2026 14:05 JST`. */
export function fullMoment(iso: string, reading: Reading): string {
  const moment = new Date(iso);
  return `${longDate(moment, reading)} ${clockTime(moment, reading)} ${zoneName(moment, reading.zone)}`;
}

/** With seconds, where the order of things matters. */
export function exactMoment(iso: string, reading: Reading): string {
  const moment = new Date(iso);
  const { second } = pieces(moment, reading);
  return `${longDate(moment, reading)} ${clockTime(moment, reading)}:${second} ${zoneName(moment, reading.zone)}`;
}

/** `2026年11月21日(土)` · `Sat 21 Nov 2026`. */
export function longDate(moment: Date, reading: Reading): string {
  const at = pieces(moment, reading);
  if (reading.locale === 'ja') return `${at.year}年${at.month}月${at.day}日(${at.weekday})`;
  return `${at.weekday} ${at.day} ${at.month} ${at.year}`;
}

/** The header's clock: `11月21日(土) 14:05 JST` · `Sat 21 Nov 14:05 JST`. */
export function headerClock(moment: Date, reading: Reading): string {
  const at = pieces(moment, reading);
  const day =
    reading.locale === 'ja' ? `${at.month}月${at.day}日(${at.weekday})` : `${at.weekday} ${at.day} ${at.month}`;
  return `${day} ${at.hour}:${at.minute} ${zoneName(moment, reading.zone)}`;
}

/** `14:05`. */
export function clockTime(moment: Date, reading: Reading): string {
  const at = pieces(moment, reading);
  return `${at.hour}:${at.minute}`;
}

/** `11-21`. */
export function monthDay(moment: Date, zone: string): string {
  return isoDay(moment, zone).slice(5);
}

/** `2026-11-21` in the zone. */
export function isoDay(moment: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(moment);
}

/** For lists and tables: `14:05` today, `11-21 14:05` this year, else `2025-11-21 14:05`. */
export function shortMoment(iso: string, now: Date, reading: Reading): string {
  const moment = new Date(iso);
  const day = isoDay(moment, reading.zone);
  const today = isoDay(now, reading.zone);
  const time = clockTime(moment, reading);
  if (day === today) return time;
  if (day.slice(0, 4) === today.slice(0, 4)) return `${day.slice(5)} ${time}`;
  return `${day} ${time}`;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago, in at most two units: `9分` · `2時間05分` · `4日` · `9 min` · `2 h 05 min` · `4 days`. */
export function age(iso: string, now: Date, locale: Locale): string {
  const millis = Math.max(0, now.getTime() - new Date(iso).getTime());
  const hours = Math.floor(millis / hour);
  const minutes = Math.floor((millis % hour) / minute);
  const padded = String(minutes).padStart(2, '0');
  const days = Math.floor(millis / day);
  if (locale === 'ja') {
    if (hours >= 72) return `${days}日`;
    if (hours > 0) return `${hours}時間${padded}分`;
    return minutes === 0 ? 'たった今' : `${minutes}分`;
  }
  if (hours >= 72) return `${days} days`;
  if (hours > 0) return `${hours} h ${padded} min`;
  return minutes === 0 ? 'just now' : `${minutes} min`;
}

/**
 * The instant of a wall-clock time `YYYY-MM-DDTHH:MM` in a zone; null when the text is no such time. In the hour that
 * a clock change skips or repeats, the offset after the change counts.
 */
export function instantOf(local: string, zone: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local)) return null;
  const asUtc = Date.parse(`${local}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  let guess = asUtc - zoneOffset(new Date(asUtc), zone);
  guess = asUtc - zoneOffset(new Date(guess), zone);
  return new Date(guess);
}

/** `YYYY-MM-DDTHH:MM` on the clocks of a zone, as an input of type `datetime-local` wants it. */
export function localInput(moment: Date, zone: string): string {
  const { hour: hours, minute: minutes } = pieces(moment, { locale: 'en', zone });
  return `${isoDay(moment, zone)}T${hours}:${minutes}`;
}

/** How far the clocks of a zone are east of UTC at a moment, in milliseconds. */
export function zoneOffset(moment: Date, zone: string): number {
  const { hour: hours, minute: minutes, second } = pieces(moment, { locale: 'en', zone });
  const local = Date.parse(`${isoDay(moment, zone)}T${hours}:${minutes}:${second}Z`);
  return local - Math.floor(moment.getTime() / 1000) * 1000;
}
