import type { Module } from '../../../platform/composition/index.ts';
import { journalSubscriptions } from './entry.jobs.ts';
import { journalBindings } from './entry.routes.ts';

/** Declares the journal to the platform. */
export const journalModule: Module = {
  name: 'journal',
  bindings: journalBindings,
  subjects: [],
  subscriptions: () => journalSubscriptions,
};
