import type { Module } from '../../../platform/composition/index.ts';
import { correspondenceSubscriptions } from './message.jobs.ts';
import { correspondenceBindings } from './message.routes.ts';

/** Declares correspondence to the platform. */
export const correspondenceModule: Module = {
  name: 'correspondence',
  bindings: correspondenceBindings,
  subjects: [],
  subscriptions: correspondenceSubscriptions,
};
