import { existsSync, writeFileSync } from 'node:fs';
import { readJson } from './json.mjs';
import { at } from './paths.mjs';
import { contentPrint, productFiles, quickPrint } from './sources.mjs';

const shared = ['packages', 'package-lock.json', 'tsconfig.base.json', 'tools/bootstrap'];

/** What is built, from which sources, and the file whose presence says that there is something to build. */
export const parts = {
  server: {
    sources: ['apps/server/src', 'apps/server/migrations', 'apps/server/package.json', 'apps/cli', ...shared],
    needs: 'apps/server/src/main.ts',
    result: 'dist/server/main.js',
  },
  web: {
    sources: ['apps/web', ...shared],
    needs: 'apps/web/index.html',
    result: 'dist/web/index.html',
  },
};

const stampFile = (name) => at('dist', `.${name}.stamp`);

/** What was built last: the prints of its sources and the files it consists of. */
export function readStamp(name) {
  return existsSync(stampFile(name)) ? readJson(stampFile(name)) : undefined;
}

/** The prints of the sources as they are now. Take them before building: what changes meanwhile is built next time. */
export function printsOf(name) {
  const files = productFiles(parts[name].sources);
  return { quick: quickPrint(files), content: contentPrint(files) };
}

export function writeStamp(name, stamp) {
  writeFileSync(stampFile(name), JSON.stringify(stamp));
}

/** True when the part was built from exactly the sources that lie here, or when there is nothing to build it from. */
export function isFresh(name) {
  const part = parts[name];
  if (!existsSync(at(part.needs))) return name === 'web' || existsSync(at(part.result));
  const stamp = readStamp(name);
  if (stamp === undefined || !existsSync(at(part.result))) return false;
  const files = productFiles(part.sources);
  const quick = quickPrint(files);
  if (stamp.quick === quick) return true;
  if (stamp.content !== contentPrint(files)) return false;
  writeStamp(name, { ...stamp, quick });
  return true;
}
