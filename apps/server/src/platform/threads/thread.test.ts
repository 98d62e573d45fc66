import { describe, expect, it, vi } from 'vitest';
import { type BenchOptions, makeBench } from './thread.ts';

const programOf = (code: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads'; let uses = 0; parentPort.on('message', (given) => { uses += 1; ${code} });`)}`,
  );

const bench = <Request, Answer>(code: string, timeoutMs = 20_000, more: Partial<BenchOptions> = {}) =>
  makeBench<Request, Answer>({ program: programOf(code), timeoutMs, memoryMb: 64, ...more });

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
    expect(await run('throw')).toEqual({ isDone: false, reason: 'failed', problem: 'broken' });
    expect(await run('well')).toEqual({ isDone: true, answer: 'well' });
    expect(await run('leave')).toEqual({ isDone: false, reason: 'failed', problem: 'it ended unexpectedly' });
    expect(await run('well')).toEqual({ isDone: true, answer: 'well' });
  });

  it('gives up a piece that takes too long, and does the next one', async () => {
    const { run } = bench<string, string>(
      "if (given === 'hang') for (;;); parentPort.postMessage({ answer: given });",
      2_000,
    );
    expect(await run('hang')).toEqual({ isDone: false, reason: 'too-slow', problem: 'it took too long' });
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
    expect(await run('a')).toEqual({ isDone: false, reason: 'failed', problem: 'broken 1' });
  });

  it('says when a piece needs too much memory, and does the next one', async () => {
    const { run } = bench<string, string>(
      "if (given === 'grow') { const kept = []; for (;;) kept.push(Array.from({ length: 10_000 }, Math.random)); } parentPort.postMessage({ answer: given });",
      60_000,
    );
    expect(await run('grow')).toEqual({
      isDone: false,
      reason: 'too-large',
      problem: expect.stringContaining('memory'),
    });
    expect(await run('well')).toEqual({ isDone: true, answer: 'well' });
  }, 60_000);

  it('does as many pieces side by side as it has threads', async () => {
    const shared = new Int32Array(new SharedArrayBuffer(4));
    const { run } = bench<Int32Array, string>(
      "Atomics.add(given, 0, 1); Atomics.notify(given, 0); for (let seen = Atomics.load(given, 0); seen < 2; seen = Atomics.load(given, 0)) Atomics.wait(given, 0, seen); parentPort.postMessage({ answer: 'met' });",
      20_000,
      { threads: 2 },
    );
    // Each waits until the other has begun.
    expect(await Promise.all([run(shared), run(shared)])).toEqual([
      { isDone: true, answer: 'met' },
      { isDone: true, answer: 'met' },
    ]);
  });

  it('gives up what is being done and what waits when it is stopped, and does nothing more', async () => {
    const { run, stop } = bench<string, string>(
      "if (given === 'hang') for (;;); parentPort.postMessage({ answer: given });",
      600_000,
    );
    const pieces = [run('hang'), run('well')];
    await stop();
    const given = { isDone: false, reason: 'stopped', problem: 'the program is stopping' };
    expect(await Promise.all([...pieces, run('well')])).toEqual([given, given, given]);
  });

  it('refuses a piece that cannot be handed over, and does the next one', async () => {
    const { run } = bench<unknown, unknown>('parentPort.postMessage({ answer: given });');
    await expect(run(() => 'a function')).rejects.toThrow('could not be cloned');
    expect(await run('well')).toEqual({ isDone: true, answer: 'well' });
  });

  it('ends a thread that nobody needs', async () => {
    const { run } = bench<null, number>('parentPort.postMessage({ answer: uses });', 20_000, { idleMs: 1 });
    expect(await run(null)).toEqual({ isDone: true, answer: 1 });
    const isNew = async () => {
      const outcome = await run(null);
      return outcome.isDone && outcome.answer === 1;
    };
    await vi.waitUntil(isNew, { timeout: 10_000, interval: 20 });
  });
});
