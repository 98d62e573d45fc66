import type { Module } from '../../../platform/composition/index.ts';
import { scopeBindings } from './item.routes.ts';

/** Declares the scope to the platform. */
export const scopeModule: Module = {
  name: 'scope',
  bindings: scopeBindings,
  subjects: [],
  subscriptions: () => [],
};
