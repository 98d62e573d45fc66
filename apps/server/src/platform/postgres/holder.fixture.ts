/**
 * Runs in a process of its own for the tests: opens a data directory (argument), starts its cluster, prints `creating`
 * when a database is being made and one JSON line when it serves (or the refusal), adds a row for each line of input and
 * answers `stored`, and goes on until it is killed.
 */
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { openDataDirectory, StartProblem } from '../data-directory/index.ts';
import { startCluster } from './index.ts';

const [path = ''] = process.argv.slice(2);
const print = (value: unknown): boolean => process.stdout.write(`${JSON.stringify(value)}\n`);
try {
  const say = (line: string): void => {
    if (line.startsWith('Creating')) print('creating');
  };
  const directory = await openDataDirectory({ path, keyFile: null, programVersion: '1.0.0', say, random: randomBytes });
  const cluster = await startCluster({ directory, durable: true, say, random: randomBytes });
  const client = new Client(cluster.connection);
  client.on('error', () => undefined);
  await client.connect();
  await client.query('create table if not exists line (text text not null)');
  print({ version: cluster.version });
  for await (const line of createInterface({ input: process.stdin })) {
    await client.query('insert into line values ($1)', [line]);
    print('stored');
  }
} catch (error) {
  if (!(error instanceof StartProblem)) throw error;
  print({ refused: error.code });
  process.exit(0);
}
