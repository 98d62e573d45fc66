import { sentences as first } from './ja.first.ts';
import { sentences as later } from './ja.later.ts';

/** Every sentence in this language, by key. Keys are flat; `{{name}}` is filled in. */
export const sentences = { ...first, ...later };
