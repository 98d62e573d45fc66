/** The calendar year of a moment in a zone (IANA name), as used in readable numbers. */
export function yearIn(zone: string, moment: Date): number {
  return Number(new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric' }).format(moment));
}

/** True when this runtime knows the IANA zone name. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/**
 * The instant at which the clocks of a zone show a wall time, given as if it were UTC.
 * Milliseconds. In the hour that does not exist in spring, the one before it.
 */
export function instantIn(zone: string, wall: number): number {
  const first = wall - zoneOffset(zone, wall);
  return wall - zoneOffset(zone, first);
}

/** How far the clocks of a zone are ahead of UTC at a moment. Milliseconds; kept by the hour, because a file asks often. */
export function zoneOffset(zone: string, moment: number): number {
  const hour = Math.floor(moment / 3_600_000);
  const key = `${zone} ${hour}`;
  const kept = offsets.get(key);
  if (kept !== undefined) return kept;
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  formats.set(zone, format);
  const spoken = format.formatToParts(hour * 3_600_000);
  const parts = new Map(spoken.map((part) => [part.type, Number(part.value)]));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  // The calendar of `era` has no year 0: 1 BC is written as 1. Date.UTC takes years below 100 for those of 1900.
  const isBeforeChrist = spoken.some(({ type, value }) => type === 'era' && value.startsWith('B'));
  const year = isBeforeChrist ? 1 - of('year') : of('year');
  const wall = new Date(Date.UTC(2000, of('month') - 1, of('day'), of('hour'), of('minute')));
  wall.setUTCFullYear(year, of('month') - 1, of('day'));
  const offset = wall.getTime() - hour * 3_600_000;
  if (offsets.size > 50_000) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

/**
 * The short name of a zone at a moment: `JST`, `CET`, `EST`, or `UTC+5:45` where people have no letters for it.
 * Each language knows only the letters of its own countries, so several are asked.
 */
export function zoneName(moment: Date, zone: string): string {
  if (zone === 'UTC') return 'UTC';
  let fallback = '';
  for (const language of ['ja-JP', 'en-GB', 'en-US', 'en-AU', 'en-IN']) {
    const name = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'short' })
      .formatToParts(moment)
      .find((part) => part.type === 'timeZoneName')?.value;
    if (name !== undefined && /^[A-Z]{2,5}$/.test(name)) return name;
    fallback ||= name ?? '';
  }
  return fallback.replace('GMT', 'UTC');
}

/** A moment as a format writes it, with the name of the zone as people know it: `JST`, where the language would say `GMT+9`. */
export function sayWithZone(moment: Date, format: Intl.DateTimeFormat): string {
  const { timeZone } = format.resolvedOptions();
  return format
    .formatToParts(moment)
    .map(({ type, value }) => (type === 'timeZoneName' ? zoneName(moment, timeZone) : value))
    .join('');
}
