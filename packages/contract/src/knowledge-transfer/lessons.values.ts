/** `superseded`: a finished review in whose place a later one stands. */
export const reviewStates = ['draft', 'finished', 'superseded'] as const;
export const measureStates = ['open', 'done', 'dropped'] as const;
/** What a list of measures is narrowed to; `overdue` are open ones past their date. */
export const measureFilters = ['open', 'overdue', 'done', 'dropped'] as const;
/** `temporary`: 暫定対処, `permanent`: 恒久対処 (再発防止策). */
export const measureKinds = ['permanent', 'temporary'] as const;
export const measureSorts = ['due', 'newest'] as const;

export type ReviewState = (typeof reviewStates)[number];
export type MeasureState = (typeof measureStates)[number];
export type MeasureFilter = (typeof measureFilters)[number];
export type MeasureKind = (typeof measureKinds)[number];
