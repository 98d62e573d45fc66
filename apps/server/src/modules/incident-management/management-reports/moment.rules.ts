import type { Locale, Precision } from '@matoi/contract';
import { zoneName } from '@matoi/kernel';

type Moment = { readonly at: Date; readonly precision: Precision; readonly zone: string };

/** A moment as a sentence has it, only as exact as it is known: 2026年11月21日(土) 2時頃 JST, about 02:00 on 21 Nov 2026. */
export function sayMoment(language: Locale, { at, precision, zone }: Moment): string {
  const part = partsIn(zone, at, language);
  const day =
    language === 'ja'
      ? `${part.year}年${part.month}月${part.day}日(${part.weekday})`
      : `${part.weekday} ${part.day} ${part.monthName} ${part.year}`;
  const clock = `${part.hour}:${part.minute}`;
  const seconds = `${clock}:${part.second}`;
  const ja = language === 'ja';
  switch (precision) {
    case 'month':
      return ja ? `${part.year}年${part.month}月` : `${part.monthName} ${part.year}`;
    case 'date':
      return day;
    case 'hour':
      return ja
        ? `${day} ${Number(part.hour)}時頃 ${nameOf(zone, at)}`
        : `${day}, about ${part.hour}:00 ${nameOf(zone, at)}`;
    case 'minute':
      return `${day}${ja ? ' ' : ', '}${clock} ${nameOf(zone, at)}`;
    case 'instant':
      return `${day}${ja ? ' ' : ', '}${seconds} ${nameOf(zone, at)}`;
  }
}

/** The same to the minute, for moments that the program itself noted. */
export function sayMinute(language: Locale, at: Date, zone: string): string {
  return sayMoment(language, { at, precision: 'minute', zone });
}

/** The short form in tables: 11月21日 02:10, 21 Nov 02:10. The zone stands above the table. */
export function sayShort(language: Locale, at: Date, zone: string): string {
  const part = partsIn(zone, at, language);
  const day = language === 'ja' ? `${part.month}月${part.day}日` : `${part.day} ${part.monthName}`;
  return `${day} ${part.hour}:${part.minute}`;
}

/** A day of the calendar: 2026年12月24日(木), Thu 24 Dec 2026. */
export function sayDay(language: Locale, day: string): string {
  return sayMoment(language, { at: new Date(`${day}T00:00:00Z`), precision: 'date', zone: 'UTC' });
}

/** The name of a zone as people know it; otherwise how far it is ahead of UTC. */
export const nameOf = (zone: string, at: Date): string => zoneName(at, zone);

const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(zone: string, language: Locale): Intl.DateTimeFormat {
  const key = `${language} ${zone}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: language === 'ja' ? 'numeric' : 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(key, made);
  return made;
}

function partsIn(zone: string, at: Date, language: Locale) {
  const found = new Map(
    formatIn(zone, language)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => found.get(type) ?? '';
  const month = of('month').replace('月', '');
  return {
    year: of('year').replace('年', ''),
    month,
    // ICU writes the ninth month with four letters in British English.
    monthName: month.slice(0, 3),
    day: of('day').replace('日', ''),
    weekday: of('weekday'),
    hour: of('hour').padStart(2, '0'),
    minute: of('minute').padStart(2, '0'),
    second: of('second').padStart(2, '0'),
  };
}

/** The day of a moment in a zone, `2026-12-24`. */
export function dayIn(zone: string, at: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    at,
  );
}
