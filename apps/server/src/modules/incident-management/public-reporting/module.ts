import type { Module } from '../../../platform/composition/index.ts';
import { trackingSubscriptions } from './tracking.jobs.ts';
import { publicReportingBindings } from './tracking.routes.ts';

/** Declares public reporting to the platform. Its pages are in the portal. */
export const publicReportingModule: Module = {
  name: 'public_reporting',
  bindings: publicReportingBindings,
  subjects: [],
  subscriptions: trackingSubscriptions,
};
