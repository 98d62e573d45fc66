import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

export type ThreadAnswer<Answer> =
  | { readonly isDone: true; readonly answer: Answer }
  | { readonly isDone: false; readonly problem: string };

/** Work on hostile bytes, one piece at a time, in a thread that is replaced after some use and after every mishap. */
export type Bench<Request, Answer> = { run(request: Request): Promise<ThreadAnswer<Answer>> };

const usesPerThread = 50;
const tooLong = 'it took too long';

/**
 * Makes a bench. `program` is a worker that answers each message with `{ answer }`. A piece that takes longer than
 * `timeoutMs` or needs more than `memoryMb` of heap is given up, and said so. A piece that fails in a used thread is done
 * once more in a new one: the fault may be of the piece before.
 */
export function makeBench<Request, Answer>(options: {
  readonly program: URL;
  readonly timeoutMs: number;
  readonly memoryMb: number;
}): Bench<Request, Answer> {
  let last: Promise<unknown> = Promise.resolve();
  let thread: Worker | null = null;
  let uses = 0;

  function started(): Worker {
    uses = 0;
    const made = new Worker(options.program, { resourceLimits: { maxOldGenerationSizeMb: options.memoryMb } });
    made.unref();
    // Between two pieces nobody else listens: an error then must not end the program, and the next piece gets a new thread.
    made.on('error', () => undefined);
    made.on('exit', () => {
      if (thread === made) thread = null;
    });
    return made;
  }

  async function runInThread(request: Request): Promise<ThreadAnswer<Answer>> {
    const current = thread ?? started();
    thread = current;
    uses += 1;
    const isFirstUse = uses === 1;
    const outcome = await ask<Request, Answer>(current, request, options.timeoutMs);
    if (!outcome.isDone || uses >= usesPerThread) {
      thread = null;
      await current.terminate();
    }
    // What an earlier piece left behind may end the thread under this one, which is then not to blame.
    if (!outcome.isDone && outcome.problem !== tooLong && !isFirstUse) return runInThread(request);
    return outcome;
  }

  return {
    run(request) {
      const next = last.then(() => runInThread(request));
      last = next;
      return next;
    },
  };
}

function ask<Request, Answer>(thread: Worker, request: Request, timeoutMs: number): Promise<ThreadAnswer<Answer>> {
  return new Promise((resolve) => {
    const onMessage = (message: { readonly answer: Answer }) => finish({ isDone: true, answer: message.answer });
    const onError = (error: Error) => failed(error.message.slice(0, 200));
    const onExit = () => failed('it ended unexpectedly');
    const failed = (problem: string) => finish({ isDone: false, problem });
    const timer = setTimeout(() => failed(tooLong), timeoutMs);
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

/**
 * The program of a thread: beside the bundle when built. From source (development, tests) the thread loads TypeScript by
 * itself, because Node 20 does not hand a loader on to threads. `name` is the file without its ending.
 */
export function threadProgram(name: string, here: string): URL {
  const built = new URL(`./${name}.js`, here);
  if (existsSync(fileURLToPath(built))) return built;
  const source = JSON.stringify(new URL(`./${name}.ts`, here).href);
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'));
  const loader = JSON.stringify(new URL('./dist/esm/api/index.mjs', tsx).href);
  return new URL(
    `data:text/javascript,${encodeURIComponent(`const { tsImport } = await import(${loader}); await tsImport(${source}, ${source});`)}`,
  );
}
