import type { Locale } from '@matoi/contract/values';

const minute = 60_000;

/** How long until a moment or since it, in at most two units: `38分` · `1時間48分` · `69時間28分` · `4日`. */
export function remainingText(
  at: string,
  now: Date,
  locale: Locale,
): { readonly text: string; readonly isPast: boolean; readonly isSoon: boolean } {
  const millis = Date.parse(at) - now.getTime();
  const isPast = millis < 0;
  const minutes = Math.floor(Math.abs(millis) / minute);
  const hours = Math.floor(minutes / 60);
  const rest = String(minutes % 60).padStart(2, '0');
  const isSoon = !isPast && minutes < 60;
  if (hours >= 72)
    return { text: locale === 'ja' ? `${Math.floor(hours / 24)}日` : `${Math.floor(hours / 24)} days`, isPast, isSoon };
  if (hours > 0) return { text: locale === 'ja' ? `${hours}時間${rest}分` : `${hours} h ${rest} min`, isPast, isSoon };
  return { text: locale === 'ja' ? `${minutes}分` : `${minutes} min`, isPast, isSoon };
}

/** Whether the clocks of a zone say that it is night: from 20 until 6. */
export function isNight(now: Date, zone: string): boolean {
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(now),
  );
  return hour >= 20 || hour < 6;
}
