import type { Module } from '../../../platform/composition/index.ts';
import { relationsBindings } from './relation.routes.ts';

/** Declares relations to the platform. */
export const relationsModule: Module = {
  name: 'relations',
  bindings: relationsBindings,
  subjects: [],
  subscriptions: () => [],
};
