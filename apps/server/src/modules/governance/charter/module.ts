import type { Module } from '../../../platform/composition/index.ts';
import { makeDocumentRenderer } from '../../../platform/documents/index.ts';
import { charterBindings } from './charter.routes.ts';

/** Declares the charter of the team to the platform. */
export const charterModule: Module = {
  name: 'charter',
  bindings: ({ publicUrl }) => charterBindings({ publicUrl, renderer: makeDocumentRenderer() }),
  subjects: [],
  subscriptions: () => [],
  wakes: { 'charter.changed': 'charter.show', 'charter-draft.changed': 'charter.draft' },
};
