import type { Module } from '../../../platform/composition/index.ts';
import { reportActsBindings } from './act.routes.ts';
import { callsBindings } from './call.routes.ts';
import { deliveryBindings } from './delivery.routes.ts';
import { reportsDryRunBindings } from './dry-run.routes.ts';
import { observableSubscriptions } from './observable.jobs.ts';
import { reportsSubscriptions } from './report.jobs.ts';
import { reportsBindings } from './report.routes.ts';
import { findReport } from './report.store.ts';
import { reportSignalsOf } from './signal.queries.ts';
import { specimenSubscriptions } from './specimen.jobs.ts';
import { statisticsBindings } from './statistics.routes.ts';

/** Declares reports to the platform. */
export const reportsModule: Module = {
  name: 'reports',
  bindings: (parts) => [
    ...reportsBindings(parts),
    ...deliveryBindings(parts),
    ...reportActsBindings(parts),
    ...reportsDryRunBindings(),
    ...callsBindings(),
    ...statisticsBindings(),
  ],
  subjects: [
    {
      kind: 'report',
      showPermission: 'reports.show',
      annotate: async () => null,
      tlp: async (reading, subject) => (await findReport(reading, subject.id)).tlp,
      signals: reportSignalsOf,
    },
  ],
  subscriptions: (parts) => [
    ...reportsSubscriptions(parts),
    ...observableSubscriptions,
    ...specimenSubscriptions(parts),
  ],
};
