import { refuseOldNode } from './node-version.mjs';

refuseOldNode();
void Promise.all([import('./program.mjs'), import('./say.mjs')]).then(([program, { runMain }]) => {
  runMain(() => program.becomeProgram(['start', ...process.argv.slice(2)]));
});
