import { refusal } from '@matoi/kernel';
import type { Module } from '../../../platform/composition/index.ts';
import { makeDocumentRenderer } from '../../../platform/documents/index.ts';
import { decisionSubscriptions } from './decision.jobs.ts';
import { decisionBindings } from './decision.routes.ts';

/** Declares decisions to the platform. */
export const decisionsModule: Module = {
  name: 'decisions',
  bindings: (parts) => decisionBindings({ ...parts, renderer: makeDocumentRenderer() }),
  subjects: [
    {
      // One who is asked: what the link of one guest stands for. Nothing is attached to it.
      kind: 'decision-asked',
      showPermission: 'decisions.show',
      annotate: async () => refusal('record.find.not-found'),
    },
  ],
  subscriptions: decisionSubscriptions,
};
