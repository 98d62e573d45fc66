import { createHash } from 'node:crypto';
import { asId, canonicalJson, type Refusal } from '@matoi/kernel';
import { defineCommand, type Work } from '../../../platform/commands/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { findSubject, mayAnnotate } from '../../../platform/subjects/index.ts';
import { recordAct } from '../../casework/journal/index.ts';
import type { Review, ReviewTexts } from './review.model.ts';
import { decideChange, decideFinish, decideStart } from './review.rules.ts';
import { findReview, insertReview, reviewsOn, updateFinished, updateTexts } from './review.store.ts';
import { viewReview } from './review.views.ts';

type OnSubject = { readonly params: { readonly id: string } };
type OnReview = { readonly params: { readonly id: string } };

/** Begins the review of a record, or the correction of a finished one. */
export const startReview = defineCommand({
  id: 'reviews.start',
  async load(work: Work, { params }: OnSubject) {
    const subject = await findSubject(work, params.id, { forUpdate: true });
    return { subject, refused: await mayAnnotate(work, subject), reviews: await reviewsOn(work, subject.id) };
  },
  permit: (_actor, { refused }) => refused,
  decide: ({ reviews }) => decideStart(reviews),
  async record(work, { loaded: { subject }, change }) {
    const id = await insertReview(work, subject.id, change);
    return {
      subjectId: subject.id,
      audit: { reviewId: id, edition: change.edition },
      facts: [{ kind: 'review.changed' as const, reviewId: id }],
      result: id,
    };
  },
  show: async (work, id) => viewReview(await findReview(work, id)),
});

type Loaded = Review & { readonly refused: Refusal | null };

async function loadReview(work: Work, { params }: OnReview): Promise<Loaded> {
  const review = await findReview(work, params.id, { forUpdate: true });
  const subject = await findSubject(work, review.subjectId);
  return { ...review, refused: await mayAnnotate(work, subject) };
}

const versioned = {
  of: (review: Loaded) => review.version,
  show: async (_work: Work, review: Loaded) => viewReview(review),
};

/** Saves what was written so far. */
export const changeReview = defineCommand({
  id: 'reviews.change',
  load: (work: Work, input: OnReview & { readonly body: ReviewTexts }) => loadReview(work, input),
  versioned,
  permit: (_actor, { refused }) => refused,
  decide: (review, { body }): ReviewTexts | Refusal => decideChange(review) ?? body,
  async record(work, { loaded: review, change: texts }) {
    await updateTexts(work, review.id, texts);
    return {
      subjectId: asId<'Subject'>(review.subjectId),
      audit: { reviewId: review.id, before: review.texts, after: texts },
      facts: [{ kind: 'review.changed' as const, reviewId: review.id }],
      result: review.id,
    };
  },
  show: async (work, id) => viewReview(await findReview(work, id)),
});

/** Finishes a review: it gets its checksum, stands in the place of the one before, and is never changed again. */
export const finishReview = defineCommand({
  id: 'reviews.finish',
  load: (work: Work, input: OnReview) => loadReview(work, input),
  versioned,
  permit: (_actor, { refused }) => refused,
  decide: (review): ReviewTexts | Refusal => decideFinish(review) ?? review.texts,
  async record(work, { loaded: review, change: texts }) {
    const sha256 = createHash('sha256').update(canonicalJson(texts)).digest();
    const subjectId = asId<'Subject'>(review.subjectId);
    await updateFinished(work, review, sha256);
    await indexText(work, {
      subjectId,
      part: 'review',
      texts: [texts.happened, texts.rootCause, ...texts.whys, ...texts.wentWell, ...texts.wentBadly],
    });
    await recordAct(work, subjectId, { code: 'review.finished', params: { number: String(review.edition) } });
    return {
      subjectId,
      audit: { reviewId: review.id, edition: review.edition, sha256: sha256.toString('hex') },
      facts: [{ kind: 'review.finished' as const, reviewId: review.id }],
      result: review.id,
    };
  },
  show: async (work, id) => viewReview(await findReview(work, id)),
});
