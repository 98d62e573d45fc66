import type { Module } from '../../../platform/composition/index.ts';
import { reportActsBindings } from './act.routes.ts';
import { reportsSubscriptions } from './report.jobs.ts';
import { reportsBindings } from './report.routes.ts';

/** Declares reports to the platform. */
export const reportsModule: Module = {
  name: 'reports',
  bindings: (parts) => [...reportsBindings(parts), ...reportActsBindings(parts)],
  subjects: [{ kind: 'report', showPermission: 'reports.show', annotate: async () => null }],
  subscriptions: reportsSubscriptions,
};
