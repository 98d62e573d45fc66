import { install, isInstalled } from './install.mjs';
import { enterChild, withLock } from './lock.mjs';
import { isFresh, parts } from './parts.mjs';
import { at } from './paths.mjs';
import { endChildrenOnSignals, run } from './processes.mjs';
import { Trouble } from './say.mjs';

const isBuilt = () => Object.keys(parts).every(isFresh);

/** Installs the packages unless they are installed. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  endChildrenOnSignals();
  await withLock(async () => {
    if (!isInstalled()) await install();
  });
}

/**
 * Installs and builds what is missing or out of date; touches nothing when all is there.
 * The build runs in a process of its own, so that its tools leave nothing behind in this one.
 */
export async function ensureReady() {
  if (isInstalled() && isBuilt()) return;
  endChildrenOnSignals();
  await withLock(async () => {
    if (!isInstalled()) await install();
    if (isBuilt()) return;
    const { code } = await run([process.execPath, at('tools/bootstrap/build.mjs'), '--locked'], {
      onStart: enterChild,
    });
    if (code !== 0) throw new Trouble('the build failed; the reason stands above. Nothing was started.');
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal);
}
