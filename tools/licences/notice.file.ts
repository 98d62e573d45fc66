import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Locked, licenceList, type Package, packagesOf } from './notice.ts';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const mark = '---- Packages by licence, from package-lock.json ----';

/** Every foreign package of the lockfile. */
export function lockedPackages(): readonly Package[] {
  const { packages } = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  return packagesOf(packages);
}

function noticeAs(packages: readonly Package[], before: string): string {
  const [head] = before.split(mark);
  return `${head ?? ''}${mark}\n\n${licenceList(packages)}\n`;
}

/** True when NOTICE lists the packages of the lockfile. */
export function isNoticeCurrent(): boolean {
  const before = readFileSync(at('NOTICE'), 'utf8');
  return before.includes(mark) && before === noticeAs(lockedPackages(), before);
}

/** Writes the list in NOTICE; true when that changed it. */
export function writeNotice(): boolean {
  const before = readFileSync(at('NOTICE'), 'utf8');
  const after = noticeAs(lockedPackages(), before);
  if (before === after) return false;
  writeFileSync(at('NOTICE'), after);
  return true;
}
