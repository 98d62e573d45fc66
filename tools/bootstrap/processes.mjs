import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from './paths.mjs';

const running = new Set();
const isWindows = process.platform === 'win32';
const patienceMs = 10_000;
const restPatienceMs = 3_000;
const pollMs = 50;

/** How npm is called here: by the npm that called us, the one beside Node, or the one on the path. */
export function npmCommand() {
  const called = process.env.npm_execpath;
  if (called !== undefined && basename(called) === 'npm-cli.js' && existsSync(called))
    return [process.execPath, called];
  const bin = dirname(process.execPath);
  const places = [join(bin, '../lib/node_modules/npm/bin/npm-cli.js'), join(bin, 'node_modules/npm/bin/npm-cli.js')];
  const beside = places.find((place) => existsSync(place));
  return beside === undefined ? ['npm'] : [process.execPath, beside];
}

/**
 * Runs a program to its end in the root of the checkout and answers `{ code, signal, output }`.
 * `output: 'show'` passes everything on, `'keep'` collects stdout and stderr, `'pass'` only hands each line to `onLine`.
 * The child leads its own process group, so that ending it ends what it started.
 */
export function run([program, ...args], { output = 'show', env = {}, onLine, onStart, cwd = root } = {}) {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: output === 'show' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    detached: !isWindows,
    shell: isWindows && program === 'npm',
  });
  running.add(child);
  if (child.pid !== undefined) onStart?.(child.pid);
  const chunks = [];
  const lines = onLine === undefined ? undefined : lineSplitter(onLine);
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      if (output === 'keep') chunks.push(text);
      lines?.(text);
    });
  }
  return new Promise((resolve) => {
    child.on('error', (error) => {
      running.delete(child);
      resolve({ code: 127, signal: null, output: `${program}: ${error.message}\n` });
    });
    child.on('close', (code, signal) => {
      running.delete(child);
      resolve({ code: code ?? 1, signal, output: chunks.join('') });
    });
  });
}

/** Calls `onLine` for each whole line of a stream of texts. */
export function lineSplitter(onLine) {
  let rest = '';
  return (text) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) onLine(part);
  };
}

function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (isWindows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/**
 * Asks every running child, and all that it started, to end. Who has not ended after ten seconds is made to; what a child
 * leaves behind gets three seconds more.
 */
export async function endChildren() {
  const children = [...running];
  const ended = Promise.all(children.map((child) => new Promise((resolve) => child.once('close', resolve))));
  for (const child of children) signalGroup(child, 'SIGINT');
  const force = setTimeout(() => {
    for (const child of children) signalGroup(child, 'SIGKILL');
  }, patienceMs);
  await ended;
  clearTimeout(force);
  await Promise.all(children.map(endRest));
}

async function endRest(child) {
  for (let waited = 0; waited < restPatienceMs && hasGroup(child); waited += pollMs) await pause(pollMs);
  signalGroup(child, 'SIGKILL');
}

/** There is no event for the end of a grandchild; a group exists while one process is in it. */
function hasGroup(child) {
  if (isWindows || child.pid === undefined) return false;
  try {
    process.kill(-child.pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}

/** On Ctrl-C and on being asked to end: ends the children, calls `cleanUp`, exits with the usual code. */
export function endChildrenOnSignals(cleanUp = () => {}) {
  let isEnding = false;
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]) {
    process.on(signal, () => {
      if (isEnding) return;
      isEnding = true;
      void endChildren().finally(() => {
        cleanUp();
        process.exit(code);
      });
    });
  }
}
