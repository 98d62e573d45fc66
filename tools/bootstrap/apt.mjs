import { existsSync, readFileSync } from 'node:fs';
import { run } from './processes.mjs';
import { elapsed, say } from './say.mjs';

const progressMs = 5_000;

/** Whether this is Debian or one of its kin, with apt-get. */
export function isDebian() {
  if (!existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8')) && existsSync('/usr/bin/apt-get');
}

/** Installs packages of Debian and answers the reason when it did not work. */
export async function installPackages(what, packages) {
  say(`installing ${what} (apt-get, once)`);
  const progress = setInterval(() => say(`installing ${what} … ${elapsed()}`), progressMs);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  try {
    for (const args of [
      ['update', '-q'],
      ['install', '-y', '-q', '--no-install-recommends', ...packages],
    ]) {
      const { code, output } = await run(['apt-get', ...args], { output: 'keep', env });
      if (code !== 0) return `apt-get ${args[0]} failed: ${lastLine(output)}`;
    }
    say(`${what} installed (${elapsed()})`);
    return undefined;
  } finally {
    clearInterval(progress);
  }
}

const lastLine = (text) => text.trim().split('\n').at(-1) ?? '';
