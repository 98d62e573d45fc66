/** A moment as a sender wrote it: the instant, and whether the text itself said where on earth it is meant. */
export type FoundMoment = { readonly at: Date; readonly hasZone: boolean; readonly end: number };

type Parts = { year: number; month: number; day: number; hour: number; minute: number; second: number };

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Offsets in minutes of the names that machines and SOCs write. Others are ambiguous and are not guessed. */
const zoneNames: Readonly<Record<string, number>> = { jst: 540, utc: 0, gmt: 0, z: 0 };

const numericDate = /^(\d{4})(?:\s?[-/.年]\s?)(\d{1,2})(?:\s?[-/.月]\s?)(\d{1,2})日?/;
const shortDate = /^(\d{1,2})[/月](\d{1,2})日?/;
const englishDate =
  /^(?:[A-Za-z]{3},?\s)?(?:(\d{1,2})\s([A-Za-z]{3})[a-z]{0,6}|([A-Za-z]{3})[a-z]{0,6}\s(\d{1,2})),?\s(\d{4})/;
const weekday = /^\s?\((?:[日月火水木金土]|[A-Za-z]{3})\)/;
const clock = /^(?:[T\s]{0,2})(\d{1,2})[:時](\d{1,2})(?:[:分](\d{1,2})(?:\.\d{1,9})?)?[分秒]?/;
const zoneAfter = /^\s?\(?(?:(Z|JST|UTC|GMT)(?![A-Za-z])|(?:UTC|GMT)?([+-])(\d{2}):?(\d{2})(?!\d))\)?/i;

/**
 * Reads a moment at the beginning of a text, in the ways Japanese and English senders write it. Without a zone in the
 * text it is meant in `zone`; without a date or year, in that of `near`. Null when it is none (also for 31 February).
 */
export function readMoment(
  text: string,
  given: { readonly zone: string; readonly near: Date; readonly isTimeEnough?: boolean },
): FoundMoment | null {
  const plain = text.slice(0, 80).normalize('NFKC');
  // Positions are only meaningful when normalising moved nothing.
  const isSameLength = plain.length === text.slice(0, 80).length;
  const today = partsIn(given.zone, given.near);
  const date = readDate(plain, today);
  if (date === null && given.isTimeEnough !== true) return null;
  const { month, day, year } = date ?? today;
  let at = date?.end ?? 0;
  const time = clock.exec(plain.slice(at));
  if (time === null && date === null) return null;
  at += time?.[0].length ?? 0;
  const zone = time === null ? null : zoneAfter.exec(plain.slice(at));
  at += zone?.[0].length ?? 0;
  const parts = {
    year,
    month,
    day,
    hour: Number(time?.[1] ?? 0),
    minute: Number(time?.[2] ?? 0),
    second: Number(time?.[3] ?? 0),
  };
  if (!isReal(parts)) return null;
  const offset = zone === null ? null : offsetOf(zone);
  const found = offset === null ? momentIn(given.zone, parts) : new Date(utcOf(parts) - offset * 60_000);
  return { at: found, hasZone: offset !== null, end: isSameLength ? at : 0 };
}

function readDate(text: string, today: Parts): { year: number; month: number; day: number; end: number } | null {
  const numeric = numericDate.exec(text);
  const english = numeric === null ? englishDate.exec(text) : null;
  const short = numeric === null && english === null ? shortDate.exec(text) : null;
  const found = numeric ?? english ?? short;
  if (found === null) return null;
  const end = found[0].length + (weekday.exec(text.slice(found[0].length))?.[0].length ?? 0);
  if (numeric !== null) {
    return { year: Number(numeric[1]), month: Number(numeric[2]), day: Number(numeric[3]), end };
  }
  if (english !== null) {
    const name = (english[2] ?? english[3] ?? '').toLowerCase();
    return { year: Number(english[5]), month: months.indexOf(name) + 1, day: Number(english[1] ?? english[4]), end };
  }
  const [month, day] = [Number(short?.[1]), Number(short?.[2])];
  // A mail of January about December means the December before.
  const year = month > today.month + 6 ? today.year - 1 : today.year;
  return { year, month, day, end };
}

function offsetOf(zone: RegExpExecArray): number | null {
  const named = zone[1] === undefined ? undefined : zoneNames[zone[1].toLowerCase()];
  if (named !== undefined) return named;
  if (zone[2] === undefined) return null;
  const minutes = Number(zone[3]) * 60 + Number(zone[4]);
  return minutes > 14 * 60 ? null : zone[2] === '-' ? -minutes : minutes;
}

function isReal({ year, month, day, hour, minute, second }: Parts): boolean {
  if (year < 1970 || year > 9998 || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return false;
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const utcOf = ({ year, month, day, hour, minute, second }: Parts) =>
  Date.UTC(year, month - 1, day, hour, minute, second);

/** The calendar of a zone at a moment. */
export function partsIn(zone: string, moment: Date): Parts {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const found = new Map(format.formatToParts(moment).map((part) => [part.type, Number(part.value)]));
  const of = (type: Intl.DateTimeFormatPartTypes) => found.get(type) ?? 0;
  return {
    year: of('year'),
    month: of('month'),
    day: of('day'),
    hour: of('hour'),
    minute: of('minute'),
    second: of('second'),
  };
}

/** The instant at which clocks of a zone show these parts; in the hour that a change of clocks leaves out, a later one. */
export function momentIn(zone: string, parts: Parts): Date {
  const wanted = utcOf(parts);
  let guess = wanted;
  for (let step = 0; step < 2; step += 1) guess += wanted - utcOf(partsIn(zone, new Date(guess)));
  return new Date(guess);
}
