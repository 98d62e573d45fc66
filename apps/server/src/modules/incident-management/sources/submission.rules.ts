import { type Submission, submitReportSchema, wrongFields } from '@matoi/contract';

export type WrongField = { readonly path: string; readonly code: string };
/** One thing handed in: as declared, or which of its fields are wrong. */
export type CheckedSubmission =
  | { readonly isRight: true; readonly submission: Submission }
  | { readonly isRight: false; readonly fields: readonly WrongField[] };

/** Checks one item by itself, so that a wrong one harms no other. */
export function checkSubmission(item: unknown): CheckedSubmission {
  const parsed = submitReportSchema.safeParse(item, { reportInput: true });
  if (parsed.success) return { isRight: true, submission: parsed.data };
  return { isRight: false, fields: wrongFields(parsed.error.issues) };
}
