import type { Locale } from '@matoi/contract/values';

/** A number of minutes as people say it: 90 is 1時間30分 or 1 h 30 min; days have 24 hours. */
export function spokenMinutes(minutes: number, locale: Locale): string {
  const parts: string[] = [];
  const units = locale === 'ja' ? (['日', '時間', '分'] as const) : ([' d', ' h', ' min'] as const);
  const sizes = [1440, 60, 1];
  let left = minutes;
  sizes.forEach((size, at) => {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count}${units[at]}`);
  });
  return parts.join(locale === 'ja' ? '' : ' ');
}

/** The same for business time, where a day means nothing by itself: hours and minutes only. */
export function spokenHours(minutes: number, locale: Locale): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const [hour, minute] = locale === 'ja' ? (['時間', '分'] as const) : ([' h', ' min'] as const);
  const parts = [hours > 0 ? `${hours}${hour}` : '', rest > 0 ? `${rest}${minute}` : ''].filter((part) => part !== '');
  return parts.join(locale === 'ja' ? '' : ' ');
}
