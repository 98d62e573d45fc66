/**
 * Runs in a process of its own for the tests: opens a data directory on command and holds it until it is killed. Argument:
 * the path. Prints `waiting`, opens at the first line of input, then prints `held` or the code of the refusal.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { openDataDirectory, StartProblem } from './index.ts';

const [path = '', keyFile = ''] = process.argv.slice(2);
process.stdout.write('waiting\n');
await once(process.stdin, 'data');
try {
  await openDataDirectory({
    path,
    keyFile: keyFile === '' ? null : keyFile,
    programVersion: '1.0.0',
    say: () => undefined,
    random: randomBytes,
  });
  process.stdout.write('held\n');
} catch (error) {
  if (!(error instanceof StartProblem)) throw error;
  process.stdout.write(`${error.code}\n`);
  process.exit(0);
}
