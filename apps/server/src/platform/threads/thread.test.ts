import { describe, expect, it } from 'vitest';
import { makeBench } from './thread.ts';

const programOf = (code: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads'; let uses = 0; parentPort.on('message', (given) => { uses += 1; ${code} });`)}`,
  );

const bench = <Request, Answer>(code: string, timeoutMs = 20_000) =>
  makeBench<Request, Answer>({ program: programOf(code), timeoutMs, memoryMb: 64 });

describe('a bench', () => {
  it('does piece after piece in one thread, and takes a new one after some use', async () => {
    const { run } = bench<null, number>('parentPort.postMessage({ answer: uses });');
    const uses: number[] = [];
    for (let piece = 0; piece < 60; piece += 1) {
      const answer = await run(null);
      uses.push(answer.isDone ? answer.answer : -1);
    }
    expect(uses).toEqual([
      ...Array.from({ length: 50 }, (_, at) => at + 1),
      ...Array.from({ length: 10 }, (_, at) => at + 1),
    ]);
  });

  it('does pieces that come together one after the other', async () => {
    const { run } = bench<number, number>(
      'setTimeout(() => parentPort.postMessage({ answer: given * 2 }), 5 - given);',
    );
    expect(await Promise.all([0, 1, 2, 3].map((piece) => run(piece)))).toEqual(
      [0, 2, 4, 6].map((answer) => ({ isDone: true, answer })),
    );
  });

  it('says what went wrong with a piece, and does the next one', async () => {
    const { run } = bench<string, string>(
      "if (given === 'throw') throw new Error('broken'); if (given === 'leave') process.exit(0); parentPort.postMessage({ answer: given });",
    );
    expect(await run('throw')).toEqual({ isDone: false, problem: 'broken' });
    expect(await run('well')).toEqual({ isDone: true, answer: 'well' });
    expect(await run('leave')).toEqual({ isDone: false, problem: 'it ended unexpectedly' });
    expect(await run('well')).toEqual({ isDone: true, answer: 'well' });
  });

  it('gives up a piece that takes too long, and does the next one', async () => {
    const { run } = bench<string, string>(
      "if (given === 'hang') for (;;); parentPort.postMessage({ answer: given });",
      2_000,
    );
    expect(await run('hang')).toEqual({ isDone: false, problem: 'it took too long' });
    expect(await run('well')).toEqual({ isDone: true, answer: 'well' });
  });

  it('does not let a piece pay for what the one before it left behind', async () => {
    const { run } = bench<string, string>(
      "if (given === 'last') setTimeout(() => process.exit(1), 20); else if (uses > 1) return; parentPort.postMessage({ answer: given });",
    );
    expect(await run('last')).toEqual({ isDone: true, answer: 'last' });
    expect(await run('next')).toEqual({ isDone: true, answer: 'next' });
  });

  it('does a piece that fails in a new thread no second time', async () => {
    const { run } = bench<string, string>("throw new Error('broken ' + uses);");
    expect(await run('a')).toEqual({ isDone: false, problem: 'broken 1' });
  });
});
