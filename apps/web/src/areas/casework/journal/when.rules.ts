import { instantOf } from '../../../shared/moments.format.ts';

/** When it happened, as people say it: now, some minutes ago, or at a time on the clock. */
export type When =
  | { readonly kind: 'now' }
  | { readonly kind: 'ago'; readonly minutes: 5 | 15 }
  | { readonly kind: 'at'; readonly local: string };

/**
 * The moment that goes with an entry: nothing for "now" (the server's clock counts), an instant otherwise, null when
 * the typed time is none.
 */
export function occurredAt(when: When, now: Date, zone: string): string | undefined | null {
  switch (when.kind) {
    case 'now':
      return undefined;
    case 'ago':
      return new Date(now.getTime() - when.minutes * 60_000).toISOString();
    case 'at':
      return instantOf(when.local, zone)?.toISOString() ?? null;
  }
}

/** The first line of an entry, for the picture. */
export function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}
