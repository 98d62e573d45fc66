import type { Module } from '../../../platform/composition/index.ts';
import { playbooksBindings } from './playbook.routes.ts';
import { playbooksSubscriptions } from './run.jobs.ts';

/** Declares playbooks to the platform. */
export const playbooksModule: Module = {
  name: 'playbooks',
  bindings: () => playbooksBindings(),
  subjects: [],
  subscriptions: () => playbooksSubscriptions,
};
