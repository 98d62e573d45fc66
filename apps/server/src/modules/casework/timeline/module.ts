import type { Module } from '../../../platform/composition/index.ts';
import { timelineSubscriptions } from './import.jobs.ts';
import type { Progress } from './import.queries.ts';
import { timelineImportBindings } from './import.routes.ts';
import { timelineItemBindings } from './item.routes.ts';

/** Shared by the job that writes and the page that shows how far it is, where both run in one process. */
const progress: Progress = new Map();

/** Declares the timeline to the platform. */
export const timelineModule: Module = {
  name: 'timeline',
  bindings: (parts) => [...timelineItemBindings(parts), ...timelineImportBindings({ ...parts, progress })],
  subjects: [],
  subscriptions: ({ store }) => timelineSubscriptions({ store, progress }),
};
