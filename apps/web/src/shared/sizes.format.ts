import type { Locale } from '@matoi/contract/values';

/** Bytes as people read them, in powers of 1024: `48 KB`, `1.2 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1023.5 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value < 9.95 ? value.toFixed(1).replace('.0', '') : Math.round(value)} ${units[unit] ?? ''}`;
}

/** `1,000+` where the list knows only that there are more. */
export function totalText(total: { readonly count: number; readonly isMore: boolean }, locale: Locale): string {
  const text = new Intl.NumberFormat(locale).format(total.count);
  return total.isMore ? `${text}+` : text;
}
