import type { Module } from '../../../platform/composition/index.ts';
import { boardBindings } from './board.routes.ts';

/** Declares the picture of the situation to the platform: it has no records of its own. */
export const pictureModule: Module = {
  name: 'picture',
  bindings: () => boardBindings(),
  subjects: [],
  subscriptions: () => [],
};
