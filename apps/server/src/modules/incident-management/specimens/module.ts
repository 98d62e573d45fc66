import type { Module } from '../../../platform/composition/index.ts';
import { specimensBindings } from './specimen.routes.ts';

/** Declares specimens to the platform. */
export const specimensModule: Module = {
  name: 'specimens',
  bindings: specimensBindings,
  subjects: [],
  subscriptions: () => [],
};
