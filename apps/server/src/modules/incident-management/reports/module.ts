import type { Module } from '../../../platform/composition/index.ts';
import { reportsSubscriptions } from './report.jobs.ts';
import { reportsBindings } from './report.routes.ts';

/** Declares reports to the platform. */
export const reportsModule: Module = {
  name: 'reports',
  bindings: reportsBindings,
  subjects: [{ kind: 'report', showPermission: 'reports.show', annotate: async () => null }],
  subscriptions: reportsSubscriptions,
};
