import {
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dist } from './paths.mjs';
import { say } from './say.mjs';

const lockPath = `${dist}/.lock`;
const beatMs = 2_000;
const staleAfterMs = 60_000;
const orphanPatienceMs = 10 * 60_000;
const pollMs = 200;
let isHeld = false;

/**
 * Runs `work` while holding the lock of this checkout, so that two starts at once neither install nor build together.
 * A lock whose owner has ended is taken over, but not while a program that the owner had started still runs: an
 * installer whose starter was killed goes on writing. Waiting is said once.
 */
export async function withLock(work) {
  mkdirSync(dirname(lockPath), { recursive: true });
  await takeLock();
  isHeld = true;
  const beat = setInterval(() => utimesSync(lockPath, new Date(), new Date()), beatMs);
  const release = () => rmSync(lockPath, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.removeListener('exit', release);
    isHeld = false;
    release();
  }
}

/** Enters a program that was started under the lock, so that it counts as an owner too. Does nothing without the lock. */
export function enterChild(pid) {
  if (isHeld) writeFileSync(lockPath, JSON.stringify({ pid: process.pid, child: pid, host: hostname() }));
}

async function takeLock() {
  const mine = JSON.stringify({ pid: process.pid, host: hostname() });
  let hasSaid = false;
  while (!tryCreate(mine)) {
    const text = readLock();
    if (text === undefined) continue;
    if (isStale(text)) {
      removeStale(text);
      continue;
    }
    if (!hasSaid) say(`another start is installing or building (process ${ownerOf(text)?.pid ?? '?'}); waiting for it`);
    hasSaid = true;
    await pause(pollMs);
  }
}

function tryCreate(text) {
  try {
    const file = openSync(lockPath, 'wx');
    writeSync(file, text);
    closeSync(file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function readLock() {
  try {
    return readFileSync(lockPath, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function ownerOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    // Half written: the owner is just creating it, or died doing so; then its age decides.
    return undefined;
  }
}

function isStale(text) {
  const owner = ownerOf(text);
  const age = Date.now() - (statSync(lockPath, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (owner === undefined || owner.host !== hostname()) return age > staleAfterMs;
  if (owner.pid !== process.pid && isAlive(owner.pid)) return age > staleAfterMs;
  return owner.child === undefined || !isAlive(owner.child) || age > orphanPatienceMs;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Moves the lock aside and looks again: what was moved may be a new owner's, then it goes back. */
function removeStale(text) {
  const aside = `${lockPath}.${process.pid}`;
  try {
    renameSync(lockPath, aside);
    if (readFileSync(aside, 'utf8') !== text) linkSync(aside, lockPath);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
