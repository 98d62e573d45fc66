import { refuseOldNode } from './node-version.mjs';

refuseOldNode();
void Promise.all([
  import('./chromium.mjs'),
  import('./paths.mjs'),
  import('./processes.mjs'),
  import('./ready.mjs'),
  import('./say.mjs'),
]).then(([{ provideChromium }, { at }, { endChildrenOnSignals, run }, { ensureReady }, { runMain, Trouble }]) => {
  runMain(async () => {
    await ensureReady();
    endChildrenOnSignals();
    const chromium = await provideChromium();
    if (chromium.path === undefined) throw new Trouble(`pictures need a browser: ${chromium.reason}`);
    const command = [process.execPath, at('node_modules/tsx/dist/cli.mjs'), at('e2e/pictures.ts')];
    const { code } = await run(command, { env: { MATOI_CHROMIUM: chromium.path } });
    process.exitCode = code;
  });
});
