import { type Refusal, refusal } from '@matoi/kernel';

/** A clock that goes a little ahead is no mistake of the caller's. Milliseconds. */
const patienceMs = 5 * 60_000;
const titleLength = 80;

/** The title of a call: its first line. */
export function callTitle(text: string): string {
  const line = Array.from((text.trim().split('\n')[0] ?? '').replace(/\s+/gu, ' ').trim());
  return line.length > titleLength ? `${line.slice(0, titleLength).join('')}…` : line.join('');
}

/** What was asserted of a call cannot lie ahead of it. */
export function judgeTimes(
  times: Readonly<Partial<Record<'receivedAt' | 'occurredAt', string | null | undefined>>>,
  now: Date,
): Refusal | null {
  for (const name of ['receivedAt', 'occurredAt'] as const) {
    const at = times[name];
    if (at === undefined || at === null || new Date(at).getTime() <= now.getTime() + patienceMs) continue;
    const code = 'reports.take-call.in-future';
    return refusal(code, {}, [{ path: `body.${name}`, code }]);
  }
  return null;
}
