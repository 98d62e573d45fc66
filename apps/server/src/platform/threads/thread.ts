import { Worker } from 'node:worker_threads';
import type { ThreadProgram } from './thread.program.ts';

/** `problem` says in English, for the log, what went wrong; `reason` is for the program. */
export type ThreadAnswer<Answer> =
  | { readonly isDone: true; readonly answer: Answer }
  | {
      readonly isDone: false;
      readonly reason: 'too-slow' | 'too-large' | 'failed' | 'stopped';
      readonly problem: string;
    };

/** Work on hostile bytes in threads that are replaced after some use and after every mishap. */
export type Bench<Request, Answer> = {
  run(request: Request): Promise<ThreadAnswer<Answer>>;
  /** Ends the threads; what they were doing and what waits for them is given up. */
  stop(): Promise<void>;
};

export type BenchOptions = {
  /** A worker that answers each message with `{ answer }`. */
  readonly program: ThreadProgram;
  /** Limits of one piece: milliseconds, and megabytes of heap. */
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** How many pieces are done side by side; one if not given. */
  readonly threads?: number;
  /** After how many pieces a thread is replaced; 50 if not given. */
  readonly usesPerThread?: number;
  /** After how many milliseconds without work a thread gives its memory back; half a minute if not given. */
  readonly idleMs?: number;
};

const stopped = { isDone: false, reason: 'stopped', problem: 'the program is stopping' } as const;

/**
 * Makes a bench. Its threads start when they are needed, and end when nobody needs them any more. A piece that
 * takes longer than `timeoutMs` or needs more than `memoryMb` of heap is given up, and said so. A piece that fails in a
 * used thread is done once more in a new one: the fault may be of the piece before.
 */
export function makeBench<Request, Answer>(options: BenchOptions): Bench<Request, Answer> {
  const waiting: ((lane: Lane<Request, Answer>) => Promise<void>)[] = [];
  const lanes = Array.from({ length: options.threads ?? 1 }, () => makeLane<Request, Answer>(options));

  async function drain(lane: Lane<Request, Answer>): Promise<void> {
    lane.isBusy = true;
    for (let piece = waiting.shift(); piece !== undefined; piece = waiting.shift()) await piece(lane);
    lane.isBusy = false;
  }

  return {
    run(request) {
      return new Promise((resolve, reject) => {
        waiting.push((lane) => lane.run(request).then(resolve, reject));
        const free = lanes.find((lane) => !lane.isBusy);
        if (free !== undefined) void drain(free);
      });
    },
    async stop() {
      for (const lane of lanes) await lane.stop();
    },
  };
}

type Lane<Request, Answer> = {
  isBusy: boolean;
  run(request: Request): Promise<ThreadAnswer<Answer>>;
  stop(): Promise<void>;
};

/** One thread at a time, with one piece at a time. */
function makeLane<Request, Answer>(options: BenchOptions): Lane<Request, Answer> {
  const { timeoutMs, memoryMb, usesPerThread = 50, idleMs = 30_000 } = options;
  let thread: Worker | null = null;
  let uses = 0;
  let isStopped = false;
  let idle: NodeJS.Timeout | undefined;

  async function started(): Promise<Worker> {
    const program = typeof options.program === 'function' ? await options.program() : options.program;
    uses = 0;
    const made = new Worker(program, {
      eval: typeof program === 'string',
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    made.unref();
    // Between two pieces nobody else listens: an error then must not end the program, and the next piece gets a new thread.
    made.on('error', () => undefined);
    made.on('exit', () => {
      if (thread === made) thread = null;
    });
    return made;
  }

  async function end(): Promise<void> {
    const current = thread;
    thread = null;
    await current?.terminate();
  }

  async function runInThread(request: Request): Promise<ThreadAnswer<Answer>> {
    if (isStopped) return stopped;
    const current = thread ?? (await started());
    if (isStopped) {
      await current.terminate();
      return stopped;
    }
    thread = current;
    uses += 1;
    const isFirstUse = uses === 1;
    const outcome = await ask<Request, Answer>(current, request, timeoutMs);
    if (!outcome.isDone || uses >= usesPerThread) await end();
    if (!outcome.isDone && isStopped) return stopped;
    // What an earlier piece left behind may end the thread under this one, which is then not to blame.
    if (!outcome.isDone && outcome.reason !== 'too-slow' && !isFirstUse) return runInThread(request);
    return outcome;
  }

  return {
    isBusy: false,
    async run(request) {
      clearTimeout(idle);
      const outcome = await runInThread(request);
      idle = setTimeout(() => void end(), idleMs).unref();
      return outcome;
    },
    async stop() {
      isStopped = true;
      clearTimeout(idle);
      await end();
    },
  };
}

function ask<Request, Answer>(thread: Worker, request: Request, timeoutMs: number): Promise<ThreadAnswer<Answer>> {
  return new Promise((resolve) => {
    const onMessage = (message: { readonly answer: Answer }) => finish({ isDone: true, answer: message.answer });
    const onError = (error: Error) => {
      const isTooLarge = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      failed(isTooLarge ? 'too-large' : 'failed', error.message.slice(0, 200));
    };
    const onExit = () => failed('failed', 'it ended unexpectedly');
    const failed = (reason: 'too-slow' | 'too-large' | 'failed', problem: string) =>
      finish({ isDone: false, reason, problem });
    const timer = setTimeout(() => failed('too-slow', 'it took too long'), timeoutMs);
    const finish = (answer: ThreadAnswer<Answer>) => {
      clearTimeout(timer);
      // Only these: without the listeners of its own, a thread is not heard a second time.
      thread.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve(answer);
    };
    thread.on('message', onMessage).on('error', onError).on('exit', onExit);
    thread.postMessage(request);
  });
}
