/** `superseded`: a finished review in whose place a later one stands. */
export const reviewStates = ['draft', 'finished', 'superseded'] as const;
/** States of a measure that came of a review. */
export const improvementStates = ['open', 'done', 'dropped'] as const;
/** What a list of measures is narrowed to; `overdue` are open ones past their date. */
export const improvementFilters = ['open', 'overdue', 'done', 'dropped'] as const;
/** `temporary`: 暫定対処, `permanent`: 恒久対処 (再発防止策). */
export const improvementKinds = ['permanent', 'temporary'] as const;
/** What of the record can show that a measure was done. */
export const measureEvidenceKinds = ['file', 'note'] as const;
export const improvementSorts = ['due', 'newest'] as const;

export type ReviewState = (typeof reviewStates)[number];
export type ImprovementState = (typeof improvementStates)[number];
export type ImprovementFilter = (typeof improvementFilters)[number];
export type ImprovementKind = (typeof improvementKinds)[number];
export type MeasureEvidenceKind = (typeof measureEvidenceKinds)[number];
