import type { Module } from '../../../platform/composition/index.ts';
import { makeDocumentRenderer } from '../../../platform/documents/index.ts';
import { authorityBindings } from './authority.routes.ts';

/** Declares the authority matrix to the platform. */
export const authorityModule: Module = {
  name: 'authority',
  bindings: () => authorityBindings({ renderer: makeDocumentRenderer() }),
  subjects: [],
  subscriptions: () => [],
  wakes: { 'authority.changed': 'authority.show' },
};
