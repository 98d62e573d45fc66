import type { Module } from '../../../platform/composition/index.ts';
import { makeDocumentRenderer } from '../../../platform/documents/index.ts';
import { makeTableReader } from '../../../platform/tables/index.ts';
import { teamSubscriptions } from './team.jobs.ts';
import { teamBindings } from './team.routes.ts';

/** Bounds for a table of people: it is read while somebody waits. */
const tableTimeoutMs = 20_000;
const tableMemoryMb = 256;

/** Declares the team to the platform. */
export const teamModule: Module = {
  name: 'team',
  bindings: (parts) =>
    teamBindings({
      ...parts,
      renderer: makeDocumentRenderer(),
      reader: makeTableReader({ timeoutMs: tableTimeoutMs, memoryMb: tableMemoryMb }),
    }),
  subjects: [],
  subscriptions: () => teamSubscriptions,
  wakes: {
    'member.changed': 'members.list',
    'duty.changed': 'duty.now',
    'duty-swap.asked': 'duty.plan',
    'duty-swap.answered': 'duty.plan',
    'directory-entry.confirmed': 'directory-entries.list',
    'mail-compromise.begun': 'mail-compromise.show',
    'mail-compromise.ended': 'mail-compromise.show',
  },
};
