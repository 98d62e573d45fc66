import type { Module } from '../../../platform/composition/index.ts';
import { observablesSubscriptions } from './observable.jobs.ts';
import { observablesBindings } from './observable.routes.ts';

/** Declares observables to the platform. */
export const observablesModule: Module = {
  name: 'observables',
  bindings: observablesBindings,
  subjects: [],
  subscriptions: () => observablesSubscriptions,
};
