import type { Module } from '../../../platform/composition/index.ts';
import { measureSubscriptions } from './measure.jobs.ts';
import { measureBindings } from './measure.routes.ts';
import { reviewBindings } from './review.routes.ts';

/** Declares lessons to the platform. */
export const lessonsModule: Module = {
  name: 'lessons',
  bindings: (parts) => [...reviewBindings(), ...measureBindings(parts)],
  subjects: [],
  subscriptions: () => measureSubscriptions,
};
