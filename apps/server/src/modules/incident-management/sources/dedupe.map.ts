import { createHash } from 'node:crypto';
import type { Submission } from '@matoi/contract';

/** Minutes after the last occurrence within which a repetition is counted, where the sender says nothing. */
const usualWindow = 60;

/** What makes two submissions repetitions of one matter, and for how long. */
export type Dedupe = { readonly key: string; readonly minutes: number };

/**
 * The sender's own key, or one made of rule and hosts. Null where repetitions are not counted: without a source (two
 * senders must not count on each other), without a rule and key, or where the sender turned it off.
 */
export function dedupeOf(submission: Submission): Dedupe | null {
  const { source, rule, hosts, dedupeKey, dedupeMinutes } = submission;
  const minutes = dedupeMinutes ?? usualWindow;
  if (source === undefined || minutes === 0) return null;
  if (dedupeKey !== undefined) return { key: `given:${dedupeKey}`, minutes };
  if (rule === undefined) return null;
  const same = [rule, ...(hosts ?? []).map((host) => host.toLowerCase()).toSorted()];
  return { key: `made:${createHash('sha256').update(JSON.stringify(same)).digest('base64url')}`, minutes };
}
