import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Review } from './review.model.ts';

/** A review as the contract describes it. */
export function viewReview(review: Review): ResponseOf<RouteWith<'reviews.change'>> {
  const { texts } = review;
  return {
    id: review.id,
    version: review.version,
    edition: review.edition,
    state: review.state,
    texts: {
      ...texts,
      participants: [...texts.participants],
      whys: [...texts.whys],
      wentWell: [...texts.wentWell],
      wentBadly: [...texts.wentBadly],
    },
    startedAt: review.startedAt.toISOString(),
    startedBy: review.startedBy,
    finishedAt: review.finishedAt?.toISOString() ?? null,
    finishedBy: review.finishedBy,
    sha256: review.sha256?.toString('hex') ?? null,
  };
}
