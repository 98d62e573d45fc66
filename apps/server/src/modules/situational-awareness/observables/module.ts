import type { Module } from '../../../platform/composition/index.ts';
import { blockBindings } from './block.routes.ts';
import { observablesSubscriptions } from './observable.jobs.ts';
import { observablesBindings } from './observable.routes.ts';

/** Declares observables to the platform. */
export const observablesModule: Module = {
  name: 'observables',
  bindings: (parts) => [...observablesBindings(parts), ...blockBindings(parts)],
  subjects: [],
  subscriptions: () => observablesSubscriptions,
};
