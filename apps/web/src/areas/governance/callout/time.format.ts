import type { Locale } from '@matoi/contract/values';

/** `4:05` for a countdown. */
export function clockText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** `45秒` · `6分1秒` · `1時間05分`: how long somebody took. */
export function spanText(seconds: number, locale: Locale): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes >= 60) {
    const rest = String(minutes % 60).padStart(2, '0');
    return locale === 'ja' ? `${Math.floor(minutes / 60)}時間${rest}分` : `${Math.floor(minutes / 60)} h ${rest} min`;
  }
  if (minutes === 0) return locale === 'ja' ? `${seconds}秒` : `${seconds} s`;
  const rest = seconds % 60;
  if (rest === 0) return locale === 'ja' ? `${minutes}分` : `${minutes} min`;
  return locale === 'ja' ? `${minutes}分${rest}秒` : `${minutes} min ${rest} s`;
}
