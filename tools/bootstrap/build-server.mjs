import { cpSync, existsSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { at, root } from './paths.mjs';
import { Trouble } from './say.mjs';
import { productFiles } from './sources.mjs';

/**
 * Bundles the server: `main.js` with parts that load when a command needs them, one file for each worker, and beside
 * them, all in one folder because they find each other by `import.meta.url`, the plain scripts, data and migrations.
 */
export async function buildServer(target) {
  const { build } = await import('esbuild');
  const sources = productFiles(['apps/server/src']);
  const workers = sources.filter((file) => file.endsWith('.worker.ts'));
  const copies = sources.filter((file) => basename(file) === 'guard.mjs' || file.endsWith('.data.json'));
  refuseTwins([...workers, ...copies]);
  try {
    await build({
      absWorkingDir: root,
      entryPoints: ['apps/server/src/main.ts', ...workers].map((file) => ({
        in: file,
        out: basename(file).replace(/\.ts$/, ''),
      })),
      outdir: target,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      chunkNames: 'part-[name]-[hash]',
      sourcemap: true,
      sourcesContent: false,
      keepNames: true,
      logLevel: 'warning',
      plugins: [packagesStayOutside],
    });
  } catch (error) {
    if (Array.isArray(error?.errors)) throw new Trouble('the server could not be built; the errors stand above.');
    throw error;
  }
  for (const file of copies) cpSync(at(file), join(target, basename(file)));
  if (existsSync(at('apps/server/migrations'))) {
    // A file that was renamed must not stay under its old name: it would run twice.
    rmSync(join(target, 'migrations'), { recursive: true, force: true });
    cpSync(at('apps/server/migrations'), join(target, 'migrations'), { recursive: true });
  }
}

/** All of them end up in one folder, so a name may occur once. */
function refuseTwins(files) {
  const seen = new Map();
  for (const file of files) {
    const other = seen.get(basename(file));
    if (other !== undefined)
      throw new Trouble(`${file} and ${other} have the same name; both go to dist/server. Rename one.`);
    seen.set(basename(file), file);
  }
}

/** Our own packages are bundled; all others are loaded from `node_modules` of the root at run time. */
const packagesStayOutside = {
  name: 'packages-stay-outside',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      if (kind === 'entry-point' || path.startsWith('@matoi/')) return undefined;
      const name = path
        .split('/')
        .slice(0, path.startsWith('@') ? 2 : 1)
        .join('/');
      if (existsSync(at('apps/server/node_modules', name))) {
        return {
          errors: [
            {
              text: `${name} lies in apps/server/node_modules, where dist/server cannot find it. Use one version of it in all packages.`,
            },
          ],
        };
      }
      return { path, external: true };
    });
  },
};
