/** A due time, or a stretch of time. */
export type CalendarEntry = {
  /** Stays the same while the entry does (RFC 5545 §3.8.4.7). */
  readonly uid: string;
  readonly start: Date;
  /** Where it lasts; without it an event has no length. */
  readonly end?: Date;
  /** When it last became what it is. */
  readonly stamp: Date;
  readonly summary: string;
  readonly description: string;
  /** Where it can be opened. */
  readonly address: string;
};

/** Octets of one line, without the line break (RFC 5545 §3.1). */
const longestLine = 75;

/**
 * A whole calendar as text, in UTC. A due time is an event without length: every program shows it, also those that know no
 * to-dos. Lines end in CRLF and are folded without cutting a character in two.
 */
export function writeCalendar(calendar: { readonly name: string; readonly entries: readonly CalendarEntry[] }): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Matoi//Matoi//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(calendar.name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT15M',
    ...calendar.entries.flatMap((entry) => [
      'BEGIN:VEVENT',
      `UID:${escaped(entry.uid)}`,
      `DTSTAMP:${moment(entry.stamp)}`,
      `DTSTART:${moment(entry.start)}`,
      ...(entry.end === undefined ? [] : [`DTEND:${moment(entry.end)}`]),
      `SUMMARY:${escaped(entry.summary)}`,
      ...(entry.description === '' ? [] : [`DESCRIPTION:${escaped(entry.description)}`]),
      `URL:${entry.address.replace(/[\p{Cc}\s]/gu, '')}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

/** `20261124T220000Z` (RFC 5545 §3.3.5, form 2). */
function moment(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** Text as a value (RFC 5545 §3.3.11); other control characters cannot be written and become spaces. */
function escaped(text: string): string {
  return text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\n/g, '\\n')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\p{Cs}/gu, '\ufffd');
}

const encoder = new TextEncoder();

function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const sign of line) {
    const size = encoder.encode(sign).length;
    if (octets + size > longestLine) {
      parts.push(part);
      // The space that begins the next line counts.
      part = '';
      octets = 1;
    }
    part += sign;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}
