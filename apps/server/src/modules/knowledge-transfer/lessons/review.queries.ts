import type { Reading } from '../../../platform/commands/index.ts';
import { findSubject, mayAnnotate, wholeOf } from '../../../platform/subjects/index.ts';
import type { Measure } from './measure.model.ts';
import { viewMeasures } from './measure.queries.ts';
import { measuresOfSubjects } from './measure.store.ts';
import type { Review } from './review.model.ts';
import { reviewsOn } from './review.store.ts';
import { viewReview } from './review.views.ts';

/** The review of a record in all its editions, with its measures, as its page shows it. */
export async function showReviewOf(reading: Reading, ref: string) {
  const subject = await findSubject(reading, ref);
  const reviews = await reviewsOn(reading, subject.id);
  const measures = await measuresOfSubjects(reading, (await wholeOf(reading, subject)).ids);
  const { permissions } = reading.actor;
  return {
    reviews: reviews.map(viewReview),
    measures: await viewMeasures(reading, measures),
    can: {
      write: permissions.has('reviews.change') && (await mayAnnotate(reading, subject)) === null,
      addMeasure: permissions.has('measures.add'),
    },
  };
}

/** The review that counts, with all measures. */
export type ReviewOf = Review & { readonly measures: readonly Measure[] };

/**
 * The review of a record that counts: the finished one, or the draft where none is finished yet; null when nobody has
 * begun one. With it the measures of the record, also those that are closed.
 */
export async function reviewOf(reading: Reading, subjectId: string): Promise<ReviewOf | null> {
  const reviews = await reviewsOn(reading, subjectId);
  const review = reviews.find(({ state }) => state === 'finished') ?? reviews[0];
  return review === undefined ? null : { ...review, measures: await measuresOn(reading, subjectId) };
}

/** All measures of a record and of what was merged into it, in the order of their dates. */
export async function measuresOn(reading: Reading, subjectId: string): Promise<readonly Measure[]> {
  const subject = await findSubject(reading, subjectId);
  return measuresOfSubjects(reading, (await wholeOf(reading, subject)).ids);
}

/** The measures of a record that are still open. */
export async function openMeasuresOn(reading: Reading, subjectId: string): Promise<readonly Measure[]> {
  return (await measuresOn(reading, subjectId)).filter(({ state }) => state === 'open');
}
