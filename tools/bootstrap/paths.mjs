import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout, whatever the working directory is. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Joins below the root of the checkout. */
export const at = (...parts) => join(root, ...parts);

export const dist = at('dist');
export const serverMain = at('dist', 'server', 'main.js');
