import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

/** What a thread runs: a module, or the text of a script, which is asked for when a thread starts. */
export type ThreadProgram = URL | (() => Promise<string | URL>);

/**
 * The program of a thread: beside the bundle when built. From source (development, tests) it is bundled when the first
 * thread needs it, because Node 20 does not hand a loader on to threads, and one with a loader of its own takes six times
 * as long to start. `name` is the file without its ending.
 */
export function threadProgram(name: string, here: string): ThreadProgram {
  const built = new URL(`./${name}.js`, here);
  if (existsSync(fileURLToPath(built))) return built;
  const source = new URL(`./${name}.ts`, here);
  return () => {
    const script = bundled.get(source.href) ?? bundle(source);
    bundled.set(source.href, script);
    return script;
  };
}

/** By address of the source: once for a process, which starts anew when a source changes. */
const bundled = new Map<string, Promise<string>>();

/** One script with everything in it but native code, which stays where it is. Its modules believe to be at the source. */
async function bundle(source: URL): Promise<string> {
  const { build } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(source)],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    define: {
      'import.meta.url': JSON.stringify(source.href),
      __filename: JSON.stringify(fileURLToPath(source)),
      __dirname: JSON.stringify(dirname(fileURLToPath(source))),
    },
    plugins: [nativeCodeStaysOutside],
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}

const nativeCodeStaysOutside: Plugin = {
  name: 'native-code-stays-outside',
  setup({ onLoad, onResolve }) {
    const filter = /\.node$/;
    onResolve({ filter }, ({ path, resolveDir }) => ({ path: resolve(resolveDir, path), external: true }));
    // A package that is nothing but native code has been found under its name.
    onLoad({ filter }, ({ path }) => ({ contents: `module.exports = require(${JSON.stringify(path)});` }));
  },
};
