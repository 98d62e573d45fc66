import { createHash } from 'node:crypto';
import { type Submission, submitReportSchema, wrongFields } from '@matoi/contract';

export type WrongField = { readonly path: string; readonly code: string };
/** One thing handed in: as declared, or which of its fields are wrong. */
export type CheckedSubmission =
  | { readonly isRight: true; readonly submission: Submission }
  | { readonly isRight: false; readonly fields: readonly WrongField[] };

/** Minutes after the last occurrence within which a repetition is counted, where the sender says nothing. */
const usualWindow = 60;

/** Checks one item by itself, so that a wrong one harms no other. */
export function checkSubmission(item: unknown): CheckedSubmission {
  const parsed = submitReportSchema.safeParse(item, { reportInput: true });
  if (parsed.success) return { isRight: true, submission: parsed.data };
  return { isRight: false, fields: wrongFields(parsed.error.issues) };
}

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
