import { existsSync } from 'node:fs';
import { at } from './paths.mjs';
import { endChildren, endChildrenOnSignals, run } from './processes.mjs';
import { ensureInstalled } from './ready.mjs';
import { say } from './say.mjs';

/**
 * Runs the server from its sources, restarted on change, and the web client with hot reload, in one terminal.
 * The web client's server passes `/api` and the server's own pages on to the port in `MATOI_PORT`. Arguments go to the server.
 */
export async function runDevServers(args) {
  await ensureInstalled();
  endChildrenOnSignals();
  const env = { MATOI_PORT: process.env.MATOI_PORT ?? '8700', ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) };
  const server = [process.execPath, at('node_modules/tsx/dist/cli.mjs'), 'watch', '--clear-screen=false'];
  const runs = [runPrefixed('server', [...server, 'apps/server/src/main.ts', 'start', ...args], { env })];
  if (existsSync(at('apps/web/index.html'))) {
    runs.push(
      runPrefixed('web', [process.execPath, at('node_modules/vite/bin/vite.js')], { env, cwd: at('apps/web') }),
    );
  } else {
    say('web: apps/web/index.html does not exist; only the server runs');
  }
  process.exitCode = await Promise.race(runs);
  await endChildren();
}

async function runPrefixed(name, command, options) {
  const onLine = (line) => process.stdout.write(`${name.padEnd(6)} │ ${line}\n`);
  const { code } = await run(command, { ...options, output: 'pass', onLine });
  say(`${name} has ended (code ${code})`);
  return code;
}
