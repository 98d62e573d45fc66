import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A fixture that runs in a process of its own. */
export type Program = {
  readonly pid: number;
  readonly ended: Promise<void>;
  /** The next line that it prints; fails with its errors when it ends without one. */
  line(): Promise<string>;
  say(line: string): void;
  kill(signal?: NodeJS.Signals): void;
};

/** Starts a fixture (path below `platform/`), as another user when `uid` is given. */
export function startProgram(options: { fixture: string; args: readonly string[]; uid?: number }): Program {
  const { fixture, args, uid } = options;
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const script = fileURLToPath(new URL(`../${fixture}`, import.meta.url));
  const child = spawn(process.execPath, ['--import', loader, script, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString('utf8');
  });
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  if (child.pid === undefined) throw new Error(`could not start ${fixture}`);
  return {
    pid: child.pid,
    ended,
    line: async () => {
      const next = await lines.next();
      if (next.done === true) throw new Error(`${fixture} ended without a line: ${errors}`);
      return next.value;
    },
    say: (line) => child.stdin.write(`${line}\n`),
    kill: (signal = 'SIGKILL') => child.kill(signal),
  };
}
