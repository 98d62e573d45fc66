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
  if (!process.stdout.isTTY) process.env.NO_COLOR ??= '1';
  if (process.env.npm_lifecycle_event === 'start') endWithParent();
  await import(pathToFileURL(serverMain).href);
}

/** npm may be killed without a chance to pass the signal on: a server that was started through it ends with it. */
function endWithParent() {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}
