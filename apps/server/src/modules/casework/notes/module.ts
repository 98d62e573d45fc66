import type { Module } from '../../../platform/composition/index.ts';
import { notesBindings } from './note.routes.ts';

/** Declares notes to the platform. */
export const notesModule: Module = {
  name: 'notes',
  bindings: notesBindings,
  subjects: [],
  subscriptions: () => [],
};
