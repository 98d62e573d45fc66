import { expect, it } from 'vitest';
import { makeTableReader } from './table.reader.ts';

const reader = (code: string) =>
  makeTableReader({
    timeoutMs: 60_000,
    memoryMb: 48,
    program: new URL(
      `data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads'; let uses = 0; parentPort.on('message', ({ bytes }) => { uses += 1; ${code} });`)}`,
    ),
  });

const look = { kind: 'inspect', rows: 1 } as const;

it('a table whose thread runs out of memory is too large', async () => {
  const { read } = reader('const kept = []; for (;;) kept.push(Array.from({ length: 10_000 }, Math.random));');
  expect(await read(Buffer.from('x'), look)).toEqual({ isRead: false, problem: 'too-large' });
});

it('a fault of the reading is thrown, not taken for one of the table', async () => {
  const { read } = reader("throw new Error('broken');");
  await expect(read(Buffer.from('x'), look)).rejects.toThrow('A table could not be read: broken');
});

it('each table has a new thread, one after the other', async () => {
  const { read } = reader('parentPort.postMessage({ answer: [uses, bytes[0]] });');
  expect(await Promise.all([1, 2, 3].map((byte) => read(Uint8Array.of(byte), look)))).toEqual([
    [1, 1],
    [1, 2],
    [1, 3],
  ]);
});
