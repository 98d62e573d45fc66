import type { ImprovementState } from './lessons.values.ts';

/** What can have happened to reviews and measures. */
export type LessonsFact =
  | { readonly kind: 'review.changed'; readonly reviewId: string }
  | { readonly kind: 'review.finished'; readonly reviewId: string }
  | {
      readonly kind: 'measure.changed';
      readonly measureId: string;
      readonly state: ImprovementState;
      readonly version: number;
    };
