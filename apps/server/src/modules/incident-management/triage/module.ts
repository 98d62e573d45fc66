import type { Module } from '../../../platform/composition/index.ts';

/** Declares triage to the platform. */
export const triageModule: Module = {
  name: 'triage',
  bindings: () => [],
  subjects: [],
  subscriptions: () => [],
};
