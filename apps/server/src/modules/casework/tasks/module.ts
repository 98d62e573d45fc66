import { refusal } from '@matoi/kernel';
import type { Module } from '../../../platform/composition/index.ts';
import { taskSubscriptions } from './instruction.jobs.ts';
import { taskBindings } from './task.routes.ts';

/** Declares tasks and instructions to the platform. */
export const tasksModule: Module = {
  name: 'tasks',
  bindings: taskBindings,
  subjects: [
    {
      // One recipient of an instruction: what the link of one guest stands for. Nothing is attached to it.
      kind: 'instruction-recipient',
      showPermission: 'instructions.show',
      annotate: async () => refusal('record.find.not-found'),
    },
  ],
  subscriptions: taskSubscriptions,
};
