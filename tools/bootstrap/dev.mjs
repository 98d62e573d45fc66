import { refuseOldNode } from './node-version.mjs';

refuseOldNode();
void Promise.all([import('./dev-servers.mjs'), import('./say.mjs')]).then(([{ runDevServers }, { runMain }]) => {
  runMain(() => runDevServers(process.argv.slice(2)));
});
