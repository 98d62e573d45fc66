/** The zone names this browser knows, the usual ones first, each with its distance from UTC at a moment. */
export function zoneOptions(now: Date, names: readonly string[]): { value: string; label: string }[] {
  const usual = ['Asia/Tokyo', 'UTC', 'Europe/London', 'Europe/Berlin', 'America/New_York', 'America/Los_Angeles'];
  const all = [...usual, ...names.filter((name) => !usual.includes(name))];
  return all.map((value) => ({ value, label: `${value} (${distance(value, now)})` }));
}

function distance(zone: string, now: Date): string {
  const name = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(now)
    .find((part) => part.type === 'timeZoneName')?.value;
  return (name ?? '').replace('GMT', 'UTC');
}

/** The zone of this computer, or Japan's where the browser does not say. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'Asia/Tokyo';
}
