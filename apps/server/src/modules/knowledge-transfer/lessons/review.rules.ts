import { type Refusal, refusal } from '@matoi/kernel';
import type { Review, ReviewTexts } from './review.model.ts';

export const emptyTexts: ReviewTexts = {
  heldOn: null,
  participants: [],
  happened: '',
  whys: [],
  rootCause: '',
  wentWell: [],
  wentBadly: [],
};

/** The edition that a new review would be, and the texts it begins with: those of the finished one, if there is one. */
export function decideStart(reviews: readonly Review[]): Pick<Review, 'edition' | 'texts'> | Refusal {
  const [newest] = reviews.toSorted((a, b) => b.edition - a.edition);
  if (newest === undefined) return { edition: 1, texts: emptyTexts };
  if (newest.state === 'draft') return refusal('reviews.start.draft-open');
  return { edition: newest.edition + 1, texts: newest.texts };
}

/** May the texts still be changed? */
export function decideChange(review: Pick<Review, 'state'>): Refusal | null {
  return review.state === 'draft' ? null : refusal('reviews.change.finished');
}

/**
 * What a review needs before it is finished: what happened, a cause or the words that it is unknown, and at least one
 * thing that went well or badly. The fields that are missing are named.
 */
export function decideFinish({ state, texts }: Pick<Review, 'state' | 'texts'>): Refusal | null {
  if (state !== 'draft') return refusal('reviews.finish.not-draft');
  const code = 'reviews.finish.incomplete';
  const missing = [
    ...(texts.heldOn === null ? ['heldOn'] : []),
    ...(texts.happened === '' ? ['happened'] : []),
    ...(texts.rootCause === '' ? ['rootCause'] : []),
    ...(texts.wentWell.length + texts.wentBadly.length === 0 ? ['wentBadly'] : []),
  ];
  if (missing.length === 0) return null;
  return refusal(
    code,
    {},
    missing.map((field) => ({ path: `body.${field}`, code })),
  );
}
