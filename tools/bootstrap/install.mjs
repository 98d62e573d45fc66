import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readJson } from './json.mjs';
import { enterChild } from './lock.mjs';
import { at, root } from './paths.mjs';
import { npmCommand, run } from './processes.mjs';
import { elapsed, say, Trouble } from './say.mjs';

const lockFile = at('package-lock.json');
const stampFile = at('node_modules', '.matoi-install');
/** npm writes this file as the last step of an install: without it the install did not end. */
const npmRecord = at('node_modules', '.package-lock.json');
const progressMs = 5_000;

/**
 * True when what lies in `node_modules` is what the lock file asks for, installed for this platform and Node.
 * Someone who ran `npm ci` or `npm install` by hand need not wait for a second one: then npm's own record is compared.
 */
export function isInstalled() {
  if (!existsSync(npmRecord)) return false;
  const wanted = stamp();
  const found = existsSync(stampFile) ? readJson(stampFile) : { ...wanted, hash: '' };
  if (found?.platform !== wanted.platform || found.node !== wanted.node) return false;
  if (found.hash === wanted.hash) return true;
  if (!recordMatchesLock()) return false;
  writeStamp();
  return true;
}

/** The packages are the same when lock file, record of npm, platform and major version of Node are the same. */
function stamp() {
  const hash = createHash('sha256').update(readFileSync(lockFile)).update(readFileSync(npmRecord)).digest('hex');
  return { hash, platform: `${process.platform}-${process.arch}`, node: process.versions.node.split('.')[0] };
}

function writeStamp() {
  writeFileSync(stampFile, JSON.stringify(stamp()));
}

function recordMatchesLock() {
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  const present = JSON.parse(readFileSync(npmRecord, 'utf8')).packages;
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || !path.includes('node_modules/')) continue;
    const found = present[path];
    if (found === undefined && entry.optional !== true) return false;
    if (found !== undefined && found.version !== entry.version) return false;
  }
  return Object.keys(present).every((path) => path in wanted);
}

/** Installs by `npm ci`, with a line of progress every five seconds. Throws `Trouble` with what to do. */
export async function install() {
  rmSync(stampFile, { force: true });
  say(`installing packages (npm ci, about a minute the first time) in ${root}`);
  const progress = setInterval(() => say(`installing packages … ${elapsed()}`), progressMs);
  const command = [...npmCommand(), 'ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev'];
  const { code, output } = await run(command, { output: 'keep', env: { NODE_ENV: '' }, onStart: enterChild });
  clearInterval(progress);
  if (code !== 0) throw new Trouble(explain(output));
  if (!existsSync(npmRecord))
    throw new Trouble('npm ci ended without error but installed nothing. Run the same command again.');
  writeStamp();
  say(`packages installed (${elapsed()})`);
}

const causes = [
  [/ENOSPC/, 'The disk is full. Free about 1 GB and run the same command again.'],
  [
    /EACCES|EPERM|EROFS/,
    `This user may not write in ${root}. Make the folder writable and run the same command again.`,
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network|proxy/i,
    'The package registry could not be reached. Check the network or the proxy (npm config set proxy …) and run the same command again; what was downloaded is kept.\n' +
      'Without a network: run `npm ci` on a machine of the same system and Node version that has one, copy the folder node_modules here, and run the same command again.',
  ],
  [
    /can only install packages when|not in sync/i,
    'package.json and package-lock.json disagree. Run `npm install`, then the same command again.',
  ],
];

function explain(output) {
  const known = causes.find(([pattern]) => pattern.test(output));
  const advice = known?.[1] ?? 'Run the same command again; a half-done install is repaired by that.';
  const shown = output.split('\n').filter((line) => line.trim() !== '' && !/^npm (?:error|ERR!)\s+at /.test(line));
  return `${shown.slice(-15).join('\n')}\n\nmatoi: the packages could not be installed. ${advice}`;
}
