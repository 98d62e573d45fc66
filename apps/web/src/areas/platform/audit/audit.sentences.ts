/** One plain value of an entry's detail as text; nested values as JSON. */
export function detailText(value: unknown): string {
  if (value === null || value === undefined) return '—';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * The values that an audit sentence may mention: the detail's own plain values, the record's number or title, and the
 * actor's name.
 */
export function auditParams(entry: {
  readonly actor: { readonly name: string };
  readonly subject: { readonly number: string | null; readonly title: string } | null;
  readonly detail: Readonly<Record<string, unknown>> | null;
}): Record<string, string> {
  const detail = Object.entries(entry.detail ?? {}).map(([name, value]) => [name, detailText(value)]);
  return {
    ...Object.fromEntries(detail),
    actor: entry.actor.name,
    subject: entry.subject === null ? '' : (entry.subject.number ?? entry.subject.title),
  };
}

/** The bounds of a span of days in UTC hours; the last day counts whole. */
export function nextDay(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}
