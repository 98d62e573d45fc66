import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ParseAnswer, SafeHtmlAnswer } from './parsed-mail.ts';

export type MailParser = {
  /** Parses in a thread. Answers "not parsed" when the thread dies, runs out of memory or takes too long. */
  parse(raw: Uint8Array): Promise<ParseAnswer>;
  /**
   * The HTML of a mail, made inert in a thread (`safeHtml`), as a whole page for a sandboxed frame. `path` leads to a mail
   * inside: positions of attachments. Nothing is stored: the raw original is read again.
   */
  safeHtml(raw: Uint8Array, path?: readonly number[]): Promise<SafeHtmlAnswer>;
  stop(): Promise<void>;
};

/** What the thread is asked. */
export type ParserRequest =
  | { readonly kind: 'parse'; readonly raw: Uint8Array }
  | { readonly kind: 'html'; readonly raw: Uint8Array; readonly path: readonly number[] };

type Outcome =
  | { readonly isDone: true; readonly answer: unknown }
  | { readonly isDone: false; readonly problem: string };
type Job = { readonly request: ParserRequest; readonly resolve: (outcome: Outcome) => void };

const usesPerThread = 500;

/**
 * Threads that work on one mail each, replaced after some use and after every mishap. They start when they are needed.
 * `timeoutMs` and `memoryMb` hold for one mail.
 */
export function makeMailParser(options: {
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** How many mails are read side by side. */
  readonly threads?: number;
  /** What the threads run; given by tests of threads that hang or grow. */
  readonly program?: URL;
}): MailParser {
  const waiting: Job[] = [];
  const lanes = Array.from({ length: options.threads ?? 2 }, () => makeLane(options));
  let isStopped = false;

  function ask(request: ParserRequest): Promise<Outcome> {
    return new Promise((resolve) => {
      waiting.push({ request, resolve });
      for (const lane of lanes) if (!lane.isBusy) void drain(lane);
    });
  }

  async function drain(lane: Lane): Promise<void> {
    lane.isBusy = true;
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift())
      job.resolve(isStopped ? { isDone: false, problem: 'the program is stopping' } : await lane.run(job.request));
    lane.isBusy = false;
  }

  return {
    async parse(raw) {
      const outcome = await ask({ kind: 'parse', raw });
      return outcome.isDone ? (outcome.answer as ParseAnswer) : { isParsed: false, problem: outcome.problem };
    },
    async safeHtml(raw, path = []) {
      const outcome = await ask({ kind: 'html', raw, path });
      return outcome.isDone ? (outcome.answer as SafeHtmlAnswer) : { isMade: false, problem: outcome.problem };
    },
    async stop() {
      isStopped = true;
      for (const lane of lanes) await lane.stop();
    },
  };
}

type Lane = { isBusy: boolean; run(request: ParserRequest): Promise<Outcome>; stop(): Promise<void> };

function makeLane(options: { readonly timeoutMs: number; readonly memoryMb: number; readonly program?: URL }): Lane {
  let thread: Worker | null = null;
  let uses = 0;

  function startThread(): Worker {
    uses = 0;
    const started = new Worker(options.program ?? workerUrl(), {
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMb },
    });
    started.unref();
    return started;
  }

  async function runInThread(request: ParserRequest): Promise<Outcome> {
    const current = thread ?? startThread();
    thread = current;
    uses += 1;
    const outcome = await new Promise<Outcome>((resolve) => {
      const timer = setTimeout(() => finish({ isDone: false, problem: 'reading took too long' }), options.timeoutMs);
      const finish = (answer: Outcome) => {
        clearTimeout(timer);
        for (const event of ['message', 'error', 'exit']) current.removeAllListeners(event);
        current.on('error', () => undefined);
        resolve(answer);
      };
      const failed = (problem: string) => finish({ isDone: false, problem });
      current.on('message', (message: { answer: unknown }) => finish({ isDone: true, answer: message.answer }));
      current.on('error', (error) => failed(`reading failed: ${error.message.slice(0, 200)}`));
      current.on('exit', () => failed('reading ended unexpectedly'));
      current.postMessage(request);
    });
    if (!outcome.isDone || uses >= usesPerThread) {
      thread = null;
      await current.terminate();
    }
    return outcome;
  }

  return {
    isBusy: false,
    run: runInThread,
    async stop() {
      await thread?.terminate();
      thread = null;
    },
  };
}

/**
 * The thread's program: beside the bundle when built. From source (development, tests) the thread loads TypeScript by
 * itself, because Node 20 does not hand a loader on to threads.
 */
function workerUrl(): URL {
  const built = new URL('./mail-parser.worker.js', import.meta.url);
  if (existsSync(fileURLToPath(built))) return built;
  const source = JSON.stringify(new URL('./mail-parser.worker.ts', import.meta.url).href);
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'));
  const loader = JSON.stringify(new URL('./dist/esm/api/index.mjs', tsx).href);
  const program = `const { tsImport } = await import(${loader}); await tsImport(${source}, ${source});`;
  return new URL(`data:text/javascript,${encodeURIComponent(program)}`);
}
