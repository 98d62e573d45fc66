import type { Module } from '../../../platform/composition/index.ts';
import { makeDocumentRenderer } from '../../../platform/documents/index.ts';
import { offlinePackSubscriptions } from './pack.jobs.ts';
import { offlinePackBindings } from './pack.routes.ts';

/** Declares offline packs to the platform. */
export const offlinePackModule: Module = {
  name: 'offline-pack',
  bindings: offlinePackBindings,
  subjects: [],
  subscriptions: (parts) => offlinePackSubscriptions({ ...parts, renderer: makeDocumentRenderer() }),
};
