import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { serverMain } from './paths.mjs';
import { ensureReady } from './ready.mjs';
import { Trouble } from './say.mjs';

/**
 * Makes the program ready and becomes it: the built server runs in this very process, so there is no parent that could
 * die or hold a signal back. The program sees its arguments as if it had been called directly.
 */
export async function becomeProgram(args) {
  await ensureReady();
  if (!existsSync(serverMain))
    throw new Trouble('there is no built server (dist/server/main.js) and nothing to build it from.');
  process.argv = [process.execPath, serverMain, ...args];
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(serverMain).href);
}
