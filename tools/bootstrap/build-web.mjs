import { at } from './paths.mjs';
import { run } from './processes.mjs';
import { Trouble } from './say.mjs';

/** Builds the web client with its manifest, by the configuration in `apps/web`. */
export async function buildWeb(target) {
  const vite = [process.execPath, at('node_modules/vite/bin/vite.js'), 'build'];
  const options = ['--outDir', target, '--emptyOutDir', '--manifest', '--logLevel', 'warn'];
  const { code, output } = await run([...vite, ...options], { output: 'keep', cwd: at('apps/web') });
  process.stderr.write(output);
  if (code !== 0) throw new Trouble('the web client could not be built; the errors stand above.');
}
