import type { TimelineDayOrder, TimelineProblem } from '@matoi/contract';
import { instantIn, isZone } from '@matoi/kernel';

type MomentProblem = Extract<
  TimelineProblem,
  'time-missing' | 'time-unreadable' | 'time-out-of-range' | 'zone-missing' | 'zone-unknown'
>;

/** How times of a file are meant that do not say it themselves. */
export type MomentGround = {
  /** What the row says of its zone; empty when it says nothing. */
  readonly zoneText: string;
  /** IANA name for rows that say nothing; null while nobody has said. */
  readonly zone: string | null;
  readonly dayOrder: TimelineDayOrder;
};

export type ReadMoment = { readonly at: number } | { readonly problem: MomentProblem };

/** Before 1980 lie the zero points of clocks and file systems, behind 2100 broken ones. */
const earliest = Date.UTC(1980, 0, 1);
const latest = Date.UTC(2101, 0, 1);

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const yearFirst = /^(\d{4})(?:\s?[-/.年]\s?)(\d{1,2})(?:\s?[-/.月]\s?)(\d{1,2})日?(?:\s?[(（][^)）]{1,3}[)）])?/;
const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})/;
/** `13/Jan/2016:19:31:16 +0000` of web servers, `21 Nov 2026 14:05:01`, `Nov 21 2026`. */
const namedDay = /^(?:[A-Za-z]{3},\s)?(\d{1,2})[/\s-]([A-Za-z]{3})[a-z]{0,6}[/\s-](\d{4})/;
const namedMonth = /^(?:[A-Za-z]{3},?\s)?([A-Za-z]{3})[a-z]{0,6}\s{1,2}(\d{1,2}),?\s(\d{4})/;
const clock = /^[T\s:,]{0,3}(\d{1,2})[:時](\d{1,2})(?:[:分](\d{1,2})(?:[.,](\d{1,9}))?)?[分秒]?\s?([AaPp][Mm])?/;
const zoneAfter = /^\s?\(?([A-Za-z]{1,5}(?![A-Za-z/])|[+-]\d{2}:?\d{2}|[A-Za-z]+\/[A-Za-z_/+-]+)\)?\s*$/;

/** Reads the time of a row: a text as people and programs write it, seconds to nanoseconds since 1970, or an object of plaso. */
export function readMoment(value: unknown, ground: MomentGround): ReadMoment {
  const found = momentOf(value, ground);
  if (typeof found === 'string') return { problem: found };
  const at = Math.floor(found);
  return at >= earliest && at < latest ? { at } : { problem: 'time-out-of-range' };
}

function momentOf(value: unknown, ground: MomentGround): number | MomentProblem {
  if (typeof value === 'number') return Number.isFinite(value) ? sinceEpoch(value) : 'time-unreadable';
  if (typeof value === 'object' && value !== null) return plasoMoment(value, ground);
  if (typeof value !== 'string') return 'time-missing';
  const text = value.trim().slice(0, 80);
  if (text === '' || text === '-') return 'time-missing';
  if (/^\d{9,19}(?:\.\d{1,9})?$/.test(text)) return sinceEpoch(Number(text));
  return writtenMoment(text, ground);
}

/** The size of a number says its unit: all seconds until the year 5138 are below 10^11. */
function sinceEpoch(count: number): number {
  const size = Math.abs(count);
  if (size < 1e11) return count * 1_000;
  if (size < 1e14) return count;
  return size < 1e17 ? count / 1_000 : count / 1_000_000;
}

/** A `date_time` of plaso's json_line: a tuple in UTC unless an offset in minutes is beside it, a number, or a text. */
function plasoMoment(value: object, ground: MomentGround): number | MomentProblem {
  const part = (name: string): unknown => (Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined);
  const tuple = part('time_elements_tuple');
  const offset = part('time_zone_offset');
  const name = part('__class_name__');
  if (Array.isArray(tuple)) {
    const numbers = tuple.map(Number);
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, milliseconds = 0] = numbers;
    const fraction = name === 'TimeElementsInMilliseconds' ? milliseconds : milliseconds / 1_000;
    const wall = wallTime({ year, month, day, hour, minute, second: second + fraction / 1_000 });
    if (wall === null) return 'time-unreadable';
    return wall - (typeof offset === 'number' ? offset * 60_000 : 0);
  }
  const timestamp = part('timestamp');
  if (typeof timestamp === 'number') {
    // FILETIME counts 100 ns since 1601 (MS-DTYP 2.3.3), WebKit microseconds since then.
    if (name === 'Filetime') return timestamp / 10_000 - 11_644_473_600_000;
    if (name === 'WebKitTime') return timestamp / 1_000 - 11_644_473_600_000;
    return sinceEpoch(timestamp);
  }
  const text = part('string');
  return typeof text === 'string' ? momentOf(text, ground) : 'time-unreadable';
}

type Wall = { year: number; month: number; day: number; hour: number; minute: number; second: number };

function writtenMoment(text: string, ground: MomentGround): number | MomentProblem {
  const plain = text.normalize('NFKC');
  const date = readDate(plain, ground.dayOrder);
  if (date === null) return 'time-unreadable';
  const behindDate = plain.slice(date.length);
  const time = clock.exec(behindDate);
  const rest = behindDate.slice(time?.[0].length ?? 0);
  const second = Number(time?.[3] ?? 0) + Number(`0.${time?.[4] ?? 0}`);
  const hour = halfDay(Number(time?.[1] ?? 0), time?.[5]);
  const wall = wallTime({ ...date, hour, minute: Number(time?.[2] ?? 0), second });
  if (wall === null) return 'time-unreadable';
  if (rest.trim() === '') return inZone(wall, ground);
  const zone = zoneAfter.exec(rest)?.[1];
  return zone === undefined ? 'time-unreadable' : zoned(wall, zone);
}

function halfDay(hour: number, half: string | undefined): number {
  if (half === undefined || hour > 12) return hour;
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}

function readDate(
  text: string,
  order: TimelineDayOrder,
): { year: number; month: number; day: number; length: number } | null {
  const first = yearFirst.exec(text);
  if (first !== null)
    return { year: Number(first[1]), month: Number(first[2]), day: Number(first[3]), length: first[0].length };
  const last = yearLast.exec(text);
  if (last !== null) {
    const [one, two] = [Number(last[1]), Number(last[2])];
    const [month, day] = order === 'dmy' ? [two, one] : [one, two];
    return { year: Number(last[3]), month, day, length: last[0].length };
  }
  const day = namedDay.exec(text);
  if (day !== null) return { year: Number(day[3]), month: monthOf(day[2]), day: Number(day[1]), length: day[0].length };
  const month = namedMonth.exec(text);
  if (month !== null)
    return { year: Number(month[3]), month: monthOf(month[1]), day: Number(month[2]), length: month[0].length };
  return null;
}

function monthOf(name = ''): number {
  return monthNames.indexOf(name.toLowerCase()) + 1;
}

/** The wall time as if it were UTC; null for 31 February and 25 o'clock. 60 seconds are a leap second. */
function wallTime({ year, month, day, hour, minute, second }: Wall): number | null {
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second >= 61 || hour < 0 || minute < 0) return null;
  const at = Date.UTC(year, month - 1, day, hour, minute);
  const isReal = new Date(at).getUTCDate() === day && day >= 1;
  return isReal && Number.isFinite(second) ? at + Math.min(second, 59.999) * 1_000 : null;
}

function inZone(wall: number, { zoneText, zone }: MomentGround): number | MomentProblem {
  const text = zoneText.trim();
  if (text !== '' && text !== '-') return zoned(wall, text);
  return zone === null ? 'zone-missing' : instantIn(zone, wall);
}

/** Short names that mean one thing in the records of machines (others, like CST or IST, mean several and are not guessed). */
const shortZones: Readonly<Record<string, number>> = { z: 0, utc: 0, gmt: 0, jst: 540, kst: 540 };
const known = new Map<string, boolean>();

function zoned(wall: number, text: string): number | MomentProblem {
  const minutes = shortZones[text.toLowerCase()] ?? offsetMinutes(text);
  if (minutes !== null) return wall - minutes * 60_000;
  const isKnown = known.get(text) ?? isZone(text);
  if (known.size > 1_000) known.clear();
  known.set(text, isKnown);
  return isKnown && text.length > 3 ? instantIn(text, wall) : 'zone-unknown';
}

function offsetMinutes(text: string): number | null {
  const match = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(text);
  if (match === null) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return minutes > 14 * 60 ? null : match[1] === '-' ? -minutes : minutes;
}
