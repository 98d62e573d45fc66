import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installPackages, isDebian } from './apt.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const usualPlaces = [
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

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
  const reason = await installPackages('Chromium for the browser journeys', ['chromium', 'fonts-noto-cjk']);
  const path = findChromium();
  return path === undefined ? { reason: reason ?? 'Chromium was installed but cannot be found' } : { path };
}

function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...usualPlaces].find((place) => existsSync(place));
}
