import type { Module } from '../../../platform/composition/index.ts';
import { makeTableReader } from '../../../platform/tables/index.ts';
import { blockBindings } from './block.routes.ts';
import { observablesSubscriptions } from './observable.jobs.ts';
import { observablesBindings } from './observable.routes.ts';
import { sightingBindings } from './sighting.routes.ts';
import { warningBindings } from './warning.routes.ts';

/** How long a table may be read, and how much memory its thread may take. */
const reading = { timeoutMs: 20_000, memoryMb: 256 };

/** Declares observables to the platform. */
export const observablesModule: Module = {
  name: 'observables',
  bindings: (parts) => [
    ...observablesBindings({ ...parts, reader: makeTableReader(reading) }),
    ...sightingBindings(parts),
    ...warningBindings(),
    ...blockBindings(parts),
  ],
  subjects: [],
  subscriptions: () => observablesSubscriptions,
};
