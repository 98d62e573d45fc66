import { refuseOldNode } from './node-version.mjs';

refuseOldNode();
void Promise.all([import('./build-parts.mjs'), import('./say.mjs')]).then(([{ buildParts }, { runMain }]) => {
  runMain(() => buildParts(process.argv.slice(2)));
});
