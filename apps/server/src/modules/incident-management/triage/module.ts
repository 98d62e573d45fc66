import type { Module } from '../../../platform/composition/index.ts';
import { triageBindings } from './triage.routes.ts';

/** Declares triage to the platform. */
export const triageModule: Module = {
  name: 'triage',
  bindings: () => triageBindings(),
  subjects: [],
  subscriptions: () => [],
};
