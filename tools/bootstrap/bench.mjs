import { refuseOldNode } from './node-version.mjs';

refuseOldNode();
void Promise.all([import('./paths.mjs'), import('./processes.mjs'), import('./ready.mjs'), import('./say.mjs')]).then(
  ([{ at }, { endChildrenOnSignals, run }, { ensureReady }, { runMain }]) => {
    runMain(async () => {
      await ensureReady();
      endChildrenOnSignals();
      const command = [process.execPath, at('node_modules/tsx/dist/cli.mjs'), at('tools/bench/bench.ts')];
      const { code } = await run([...command, ...process.argv.slice(2)]);
      process.exitCode = code;
    });
  },
);
