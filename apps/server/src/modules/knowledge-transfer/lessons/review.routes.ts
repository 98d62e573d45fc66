import { type Binding, bind } from '../../../platform/http/index.ts';
import { changeReview, finishReview, startReview } from './review.commands.ts';
import { showReviewOf } from './review.queries.ts';

/** Binds the routes of reviews. */
export function reviewBindings(): readonly Binding[] {
  return [
    bind('reviews.show', (call) => call.read((reading) => showReviewOf(reading, call.params.id))),
    bind('reviews.start', (call) => call.run(startReview, { params: call.params })),
    bind('reviews.change', (call) => call.run(changeReview, { params: call.params, body: call.body })),
    bind('reviews.finish', (call) => call.run(finishReview, { params: call.params })),
  ];
}
