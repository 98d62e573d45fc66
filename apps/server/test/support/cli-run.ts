import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = new URL('../../../../', import.meta.url);
const main = fileURLToPath(new URL('dist/server/main.js', root));

/** Builds what is out of date: commands are tried as they are delivered, and start four times faster than from source. */
export async function ensureBuilt(): Promise<void> {
  const build = fileURLToPath(new URL('tools/bootstrap/build.mjs', root));
  const child = spawn(process.execPath, [build], { stdio: 'ignore' });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`the build ended with ${code}`);
}

export type CliResult = { readonly code: number | null; readonly out: string; readonly err: string };

/** Runs the built `matoi …` in a process of its own, with nothing in the environment but what is given. */
export function matoi(
  args: readonly string[],
  given: { readonly env?: Readonly<Record<string, string>>; readonly input?: string } = {},
): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...given.env };
    const child = spawn(process.execPath, [main, ...args], { env, stdio: 'pipe' });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(given.input ?? '');
  });
}

/** Starts `matoi start` and answers when it says that it is ready. */
export async function startMatoi(
  env: Readonly<Record<string, string>>,
): Promise<{ readonly origin: string; readonly said: () => string; stop(): Promise<number | null> }> {
  const child = spawn(process.execPath, [main, 'start'], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const origin = await new Promise<string>((resolve, reject) => {
    const hear = (text: string) => {
      said += text;
      const ready = /Ready in [\d.]+ s: (\S+)/.exec(said)?.[1];
      if (ready !== undefined) resolve(ready);
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.on('close', (code) => reject(new Error(`matoi start ended with ${code}: ${said}`)));
  });
  return {
    origin,
    said: () => said,
    async stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
