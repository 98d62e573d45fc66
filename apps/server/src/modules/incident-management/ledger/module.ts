import type { Module } from '../../../platform/composition/index.ts';
import { makeTableReader } from '../../../platform/tables/index.ts';
import { exportBindings } from './export.routes.ts';
import { ledgerSubscriptions } from './import.jobs.ts';
import type { Progress } from './import.queries.ts';
import { importBindings } from './import.routes.ts';

/** How long a file may be read, and how much memory its thread may take. */
const reading = { timeoutMs: 45_000, memoryMb: 512 };

/** Shared by the job that writes and the page that shows how far it is, where both run in one process. */
const progress: Progress = new Map();

/** Declares the ledger to the platform. */
export const ledgerModule: Module = {
  name: 'ledger',
  bindings: (parts) => [
    ...importBindings({ ...parts, reader: makeTableReader(reading), progress }),
    ...exportBindings(),
  ],
  subjects: [{ kind: 'ledger-import', showPermission: 'ledger-imports.show', annotate: async () => null }],
  subscriptions: () => ledgerSubscriptions(progress),
};
