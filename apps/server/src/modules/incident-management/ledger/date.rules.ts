import { instantIn } from '@matoi/kernel';

/** A date as somebody wrote it into a ledger. `hour` null: only the day is known. */
export type WrittenDate = {
  readonly year: number | null;
  readonly month: number;
  readonly day: number;
  readonly hour: number | null;
  readonly minute: number;
  /** `11/5/2026` can be the 11th of May; it is read as the month first, as Excel with English settings writes it. */
  readonly isOrderGuessed: boolean;
};

/** First years of the eras (元号) that living ledgers can have: year 1 of 令和 is 2019. */
const eras: Readonly<Record<string, number>> = {
  令和: 2019,
  r: 2019,
  平成: 1989,
  h: 1989,
  昭和: 1926,
  s: 1926,
  '㋿': 2019,
};

const weekday = String.raw`(?:\s*\([月火水木金土日a-z]{1,3}(?:曜日?)?\))?`;
const clockPart = String.raw`(?:[\st]*(午前|午後|am|pm)?\s*(\d{1,2})\s*[:時]\s*(\d{1,2})?\s*分?(?::\d{1,2}(?:\.\d+)?)?\s*(am|pm)?(?:頃|ごろ)?(?:z|\s*jst)?)?`;
const eraDate = new RegExp(
  String.raw`^(令和|平成|昭和|[rhs])\s*(\d{1,2}|元)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?${weekday}${clockPart}$`,
);
const yearFirst = new RegExp(
  String.raw`^(\d{4}|'?\d{2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?${weekday}${clockPart}$`,
);
const yearLast = new RegExp(String.raw`^(\d{1,2})[./-](\d{1,2})[./-](\d{4})${weekday}${clockPart}$`);
const withoutYear = new RegExp(String.raw`^(\d{1,2})\s*[月/.]\s*(\d{1,2})\s*日?${weekday}${clockPart}$`);
const compact = /^(\d{4})(\d{2})(\d{2})(?:\s*(\d{2}):?(\d{2}))?$/;
const serial = /^\d{5}(?:\.\d+)?$/;

/** Longer texts are no dates, and expressions should not be run over them. Characters. */
const longest = 60;

/**
 * Reads a date as people write it: `2026/11/5 9:30`, `2026年11月5日(木) 午後3時`, `令和8年11月5日`, `R8.11.5`,
 * `20261105`, `11/5`, or the serial of Excel in a cell without a date format. Null when it is none.
 */
export function readDate(cell: string): WrittenDate | null {
  const text = cell.normalize('NFKC').trim().toLowerCase();
  if (text === '' || text.length > longest) return null;
  const found =
    readEra(text) ??
    readNumeric(text) ??
    readCompact(text) ??
    readYearLast(text) ??
    readWithoutYear(text) ??
    readSerial(text);
  return found !== null && isReal(found) ? found : null;
}

type Groups = readonly (string | undefined)[];

function make(parts: {
  readonly year: number | null;
  readonly month: string | undefined;
  readonly day: string | undefined;
  readonly clock: Groups;
  readonly isOrderGuessed?: boolean;
}): WrittenDate {
  const [before, hourText, minuteText, after] = parts.clock;
  const half = before ?? after;
  const typed = hourText === undefined ? null : Number(hourText);
  const isAfternoon = half === '午後' || half === 'pm';
  const hour =
    typed === null ? null : isAfternoon && typed < 12 ? typed + 12 : half === 'am' && typed === 12 ? 0 : typed;
  return {
    year: parts.year,
    month: Number(parts.month),
    day: Number(parts.day),
    hour,
    minute: Number(minuteText ?? 0),
    isOrderGuessed: parts.isOrderGuessed ?? false,
  };
}

function readEra(text: string): WrittenDate | null {
  const match = eraDate.exec(text);
  if (match === null) return null;
  const [, era = '', count, month, day, ...clock] = match;
  const year = (eras[era] ?? 0) + (count === '元' ? 1 : Number(count)) - 1;
  return make({ year, month, day, clock });
}

function readNumeric(text: string): WrittenDate | null {
  const match = yearFirst.exec(text);
  if (match === null) return null;
  const [, written = '', month, day, ...clock] = match;
  const year = Number(written.replace("'", ''));
  return make({ year: written.length === 4 ? year : 2000 + year, month, day, clock });
}

function readCompact(text: string): WrittenDate | null {
  const match = compact.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute] = match;
  return make({ year: Number(year), month, day, clock: [undefined, hour, minute] });
}

function readYearLast(text: string): WrittenDate | null {
  const match = yearLast.exec(text);
  if (match === null) return null;
  const [, first, second, year, ...clock] = match;
  const isDayFirst = Number(first) > 12;
  const [month, day] = isDayFirst ? [second, first] : [first, second];
  return make({ year: Number(year), month, day, clock, isOrderGuessed: !isDayFirst && Number(second) <= 12 });
}

function readWithoutYear(text: string): WrittenDate | null {
  const match = withoutYear.exec(text);
  if (match === null) return null;
  const [, month, day, ...clock] = match;
  return make({ year: null, month, day, clock });
}

/** Days since 1899-12-30; from 1954 to 2119, so that other five-digit numbers are not taken for dates by chance. */
function readSerial(text: string): WrittenDate | null {
  if (!serial.test(text)) return null;
  const days = Number(text);
  if (days < 20_000 || days > 80_000) return null;
  const minutes = Math.round(days * 1440);
  const at = new Date(Date.UTC(1899, 11, 30) + minutes * 60_000);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: minutes % 1440 === 0 ? null : at.getUTCHours(),
    minute: at.getUTCMinutes(),
    isOrderGuessed: false,
  };
}

function isReal({ year, month, day, hour, minute }: WrittenDate): boolean {
  if (month < 1 || month > 12 || day < 1 || minute > 59 || (hour ?? 0) > 23) return false;
  if (year !== null && (year < 1970 || year > 2100)) return false;
  // Without a year the 29th of February may be real.
  return day <= new Date(Date.UTC(year ?? 2024, month, 0)).getUTCDate();
}

/** A time of day in a column of its own: `9:30`, `9時半`, `午後3時`. Minutes after midnight, or null. */
export function readTime(cell: string): number | null {
  const text = cell.normalize('NFKC').trim().toLowerCase().replace('半', '30分');
  const match =
    /^(午前|午後|am|pm)?\s*(\d{1,2})\s*[:時]\s*(?:(\d{1,2})\s*分?)?(?::\d{1,2})?\s*(am|pm)?(?:頃|ごろ)?$/.exec(text);
  if (match === null) return null;
  const [, before, hourText, minuteText, after] = match;
  const half = before ?? after;
  const typed = Number(hourText);
  const hour = (half === '午後' || half === 'pm') && typed < 12 ? typed + 12 : typed;
  const minute = Number(minuteText ?? 0);
  return hour > 23 || minute > 59 ? null : hour * 60 + minute;
}

/** The moment of a wall clock in a zone. In the hour that does not exist in spring, the one before it. */
export function momentAt(zone: string, wall: WrittenDate & { readonly year: number }): Date {
  return new Date(instantIn(zone, Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour ?? 0, wall.minute)));
}
