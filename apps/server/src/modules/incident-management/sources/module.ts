import type { Module } from '../../../platform/composition/index.ts';
import { sourcesBindings } from './source.routes.ts';

/** Declares sources to the platform. */
export const sourcesModule: Module = {
  name: 'sources',
  bindings: sourcesBindings,
  subjects: [],
  subscriptions: () => [],
};
