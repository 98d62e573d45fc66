/** Lessons: what was looked back on, and the measures that came of it. */

export { countMeasuresOverdue, type DueMeasure, measuresDue } from './due.queries.ts';
export type { Measure } from './measure.model.ts';
export { isOverdue } from './measure.rules.ts';
export type { Review, ReviewTexts } from './review.model.ts';
export { measuresOn, openMeasuresOn, type ReviewOf, reviewOf } from './review.queries.ts';
export { subjectsWithReview } from './review.store.ts';
