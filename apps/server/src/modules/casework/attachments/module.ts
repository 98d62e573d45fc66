import type { Module } from '../../../platform/composition/index.ts';
import { attachmentsBindings } from './file.routes.ts';

/** Declares attachments to the platform. */
export const attachmentsModule: Module = {
  name: 'attachments',
  bindings: attachmentsBindings,
  subjects: [],
  subscriptions: () => [],
};
