import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { at } from './paths.mjs';
import { run } from './processes.mjs';
import { Trouble } from './say.mjs';

/** Builds the web client with its manifest, by the configuration in `apps/web`. */
export async function buildWeb(target) {
  const vite = [process.execPath, at('node_modules/vite/bin/vite.js'), 'build'];
  const options = ['--outDir', target, '--emptyOutDir', '--manifest', '--logLevel', 'warn'];
  // Whoever starts the build may have a NODE_ENV of his own (tests do): the client would be React's slow one, half as large again.
  const env = { NODE_ENV: 'production' };
  const { code, output } = await run([...vite, ...options], { output: 'keep', cwd: at('apps/web'), env });
  process.stderr.write(output);
  if (code !== 0) throw new Trouble('the web client could not be built; the errors stand above.');
  packBeside(join(target, 'assets'));
}

/** Scripts and styles also as `.gz` and `.br`: the server sends what the browser can read and never packs by itself. */
function packBeside(folder) {
  for (const name of readdirSync(folder).filter((file) => /\.(js|css)$/.test(file))) {
    const file = join(folder, name);
    const bytes = readFileSync(file);
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }));
  }
}
