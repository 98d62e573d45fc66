import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './processes.mjs';
import { elapsed, say } from './say.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const usualPlaces = [
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const progressMs = 5_000;

/**
 * Finds a Chromium for the journeys, or installs Debian's when this is root on Debian.
 * Answers `{ path }`, or `{ reason }` in words when there is none.
 */
export async function provideChromium() {
  const named = process.env.MATOI_CHROMIUM;
  if (named !== undefined && named !== '') {
    return existsSync(named) ? { path: named } : { reason: `MATOI_CHROMIUM names ${named}, which does not exist` };
  }
  const found = findChromium();
  if (found !== undefined) return { path: found };
  if (!isDebian())
    return { reason: 'no Chromium was found; install Chromium or Chrome, or name one in MATOI_CHROMIUM' };
  if (process.getuid?.() !== 0) {
    return {
      reason:
        'no Chromium was found; run `sudo apt-get install chromium fonts-noto-cjk`, or name one in MATOI_CHROMIUM',
    };
  }
  const reason = await installChromium();
  const path = findChromium();
  return path === undefined ? { reason: reason ?? 'Chromium was installed but cannot be found' } : { path };
}

function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...usualPlaces].find((place) => existsSync(place));
}

function isDebian() {
  if (!existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8')) && existsSync('/usr/bin/apt-get');
}

/** Answers the reason when it did not work. */
async function installChromium() {
  say('installing Chromium for the browser journeys (apt-get, once)');
  const progress = setInterval(() => say(`installing Chromium … ${elapsed()}`), progressMs);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  try {
    for (const args of [
      ['update', '-q'],
      ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'],
    ]) {
      const { code, output } = await run(['apt-get', ...args], { output: 'keep', env });
      if (code !== 0) return `apt-get ${args[0]} failed: ${lastLine(output)}`;
    }
    say(`Chromium installed (${elapsed()})`);
    return undefined;
  } finally {
    clearInterval(progress);
  }
}

const lastLine = (text) => text.trim().split('\n').at(-1) ?? '';
