import { stat, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { defineCommand } from 'citty';
import { type Config, readConfig } from '../../platform/config/index.ts';
import { exitCodes } from '../context.ts';

type Finding = { readonly part: string; readonly state: 'ok' | 'warning' | 'problem'; readonly detail: string };

/** `matoi doctor`: looks at everything a start needs and says what to do. Changes nothing. */
export const doctorCommand = defineCommand({
  meta: { name: 'doctor', description: 'Check whether this machine can run Matoi, and say what to do' },
  args: { json: { type: 'boolean', description: 'print as JSON' } },
  async run({ args }) {
    const findings = await examine();
    if (args.json) console.log(JSON.stringify({ findings }, null, 2));
    else
      for (const one of findings)
        console.log(`${one.state === 'ok' ? '✓' : one.state === 'warning' ? '!' : '✗'} ${one.part}: ${one.detail}`);
    if (findings.some((one) => one.state === 'problem')) process.exitCode = exitCodes.cannotStart;
  },
});

async function examine(): Promise<readonly Finding[]> {
  const { config, lines } = readConfig();
  const wrong = lines.filter((line) => line.problem !== null);
  const configuration: Finding =
    config === null
      ? {
          part: 'configuration',
          state: 'problem',
          detail: wrong.map((line) => `${line.name}: ${line.problem}`).join('; '),
        }
      : { part: 'configuration', state: 'ok', detail: 'can be used' };
  return [nodeVersion(), configuration, ...(config === null ? [] : await examineMachine(config))];
}

function nodeVersion(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  const detail = `Node ${process.versions.node}`;
  return major < 22
    ? { part: 'runtime', state: 'warning', detail: `${detail} gets no more security fixes; install Node 24` }
    : { part: 'runtime', state: 'ok', detail };
}

async function examineMachine(config: Config): Promise<readonly Finding[]> {
  const running = await isAnswering(config);
  return [
    running
      ? { part: 'server', state: 'ok', detail: `runs at ${config.publicUrl}` }
      : { part: 'server', state: 'warning', detail: 'does not run now' },
    ...(running ? [] : [await portState('web port', config.host, config.port)]),
    ...(running || config.smtpPort === 0 ? [] : [await portState('mail port', config.smtpHost, config.smtpPort)]),
    await diskState(config.dataDirectory),
    await keyState(config),
  ];
}

async function isAnswering(config: Config): Promise<boolean> {
  const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host;
  try {
    const response = await fetch(`http://${host}:${config.port}/api/health`, { signal: AbortSignal.timeout(2_000) });
    return response.ok;
  } catch {
    return false;
  }
}

function portState(part: string, host: string, port: number): Promise<Finding> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) =>
      resolve({ part, state: 'problem', detail: `${host}:${port} cannot be used: ${error.message}` }),
    );
    probe.listen(port, host, () =>
      probe.close(() => resolve({ part, state: 'ok', detail: `${host}:${port} is free` })),
    );
  });
}

async function diskState(directory: string): Promise<Finding> {
  for (let path = directory; ; path = dirname(path)) {
    const disk = await statfs(path).catch(() => null);
    if (disk !== null) {
      const freeMb = Math.floor((disk.bavail * disk.bsize) / 1_048_576);
      const state = freeMb < 500 ? 'problem' : freeMb < 5_000 ? 'warning' : 'ok';
      return { part: 'disk', state, detail: `${freeMb} MiB free for ${directory}` };
    }
    if (path === dirname(path)) return { part: 'disk', state: 'problem', detail: `${directory} cannot be examined` };
  }
}

async function keyState(config: Config): Promise<Finding> {
  const path = config.keyFile ?? `${config.dataDirectory}/keys/master.key`;
  const found = await stat(path).catch(() => null);
  if (found === null) {
    return config.keyFile === null
      ? { part: 'master key', state: 'ok', detail: 'will be made at the first start' }
      : { part: 'master key', state: 'problem', detail: `${path} is not there` };
  }
  const isOpen = (found.mode & 0o077) !== 0;
  return {
    part: 'master key',
    state: isOpen ? 'warning' : 'ok',
    detail: isOpen ? `${path} can be read by others; run chmod 600 on it` : path,
  };
}
