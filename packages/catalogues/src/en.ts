import { sentences as first } from './en.first.ts';
import { sentences as later } from './en.later.ts';

/** Every sentence in this language, by key. Keys are flat; `{{name}}` is filled in. */
export const sentences = { ...first, ...later };
