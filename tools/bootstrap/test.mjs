import { refuseOldNode } from './node-version.mjs';

refuseOldNode();
void Promise.all([import('./test-run.mjs'), import('./say.mjs')]).then(([{ runTests }, { runMain }]) => {
  runMain(() => runTests(process.argv.slice(2)));
});
