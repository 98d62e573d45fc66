/** What is read of an event; properties are text as they were meant, names in upper case. */
export type ParsedEvent = Readonly<Record<string, string>>;

/**
 * The events of a calendar (RFC 5545): lines put together again, values without their escapes. Parameters of properties are
 * left out. Refuses nothing: what is no event is skipped.
 */
export function readCalendar(text: string): {
  readonly properties: ParsedEvent;
  readonly events: readonly ParsedEvent[];
} {
  const lines = text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
  const properties: Record<string, string> = Object.create(null);
  const events: ParsedEvent[] = [];
  let event: Record<string, string> | null = null;
  for (const line of lines) {
    const at = /^([A-Za-z0-9-]+)((?:;[^":;]*(?:"[^"]*")?[^":;]*)*):(.*)$/.exec(line);
    if (at === null) continue;
    const name = (at[1] ?? '').toUpperCase();
    const value = unescaped(at[3] ?? '');
    if (name === 'BEGIN' && value === 'VEVENT') event = Object.create(null) as Record<string, string>;
    else if (name === 'END' && value === 'VEVENT') {
      if (event !== null) events.push({ ...event });
      event = null;
    } else if (event !== null) event[name] = value;
    else if (name !== 'BEGIN' && name !== 'END') properties[name] = value;
  }
  return { properties: { ...properties }, events };
}

function unescaped(value: string): string {
  return value.replace(/\\([\\;,nN])/g, (_all, sign: string) => (sign === 'n' || sign === 'N' ? '\n' : sign));
}
