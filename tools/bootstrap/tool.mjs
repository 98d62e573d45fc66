import { refuseOldNode } from './node-version.mjs';

refuseOldNode();
void Promise.all([import('./paths.mjs'), import('./processes.mjs'), import('./ready.mjs'), import('./say.mjs')]).then(
  ([{ at }, { endChildrenOnSignals, run }, { ensureReady }, { runMain }]) => {
    runMain(async () => {
      await ensureReady();
      endChildrenOnSignals();
      const [tool, ...args] = process.argv.slice(2);
      const { code } = await run([process.execPath, at('node_modules/tsx/dist/cli.mjs'), at(tool), ...args]);
      process.exitCode = code;
    });
  },
);
