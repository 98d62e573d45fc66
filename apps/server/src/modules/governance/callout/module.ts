import { refusal } from '@matoi/kernel';
import type { Module } from '../../../platform/composition/index.ts';
import { calloutSubscriptions } from './call.jobs.ts';
import { callBindings } from './call.routes.ts';

/** Declares calling people together to the platform. */
export const calloutModule: Module = {
  name: 'callout',
  bindings: callBindings,
  subjects: [
    {
      // One person of a call: what the link of one stands for. Nothing is attached to it.
      kind: 'call-person',
      showPermission: 'call-outs.show',
      annotate: async () => refusal('record.find.not-found'),
    },
    {
      kind: 'call-drill',
      showPermission: 'call-outs.show',
      annotate: async () => refusal('record.find.not-found'),
    },
  ],
  subscriptions: calloutSubscriptions,
};
