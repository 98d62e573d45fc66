import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ParseAnswer } from './parsed-mail.ts';

export type MailParser = {
  /** Parses in a thread. Answers "not parsed" when the thread dies, runs out of memory or takes too long. */
  parse(raw: Uint8Array): Promise<ParseAnswer>;
  stop(): Promise<void>;
};

type Job = { readonly raw: Uint8Array; readonly resolve: (answer: ParseAnswer) => void };

const usesPerThread = 500;

/** One thread that parses mails one after the other, replaced after some use and after every mishap. */
export function makeMailParser(options: { readonly timeoutMs: number; readonly memoryMb: number }): MailParser {
  const waiting: Job[] = [];
  let thread: Worker | null = null;
  let uses = 0;
  let isBusy = false;

  function startThread(): Worker {
    uses = 0;
    const started = new Worker(workerUrl(), { resourceLimits: { maxOldGenerationSizeMb: options.memoryMb } });
    started.unref();
    return started;
  }

  async function parseInThread(raw: Uint8Array): Promise<ParseAnswer> {
    const current = thread ?? startThread();
    thread = current;
    uses += 1;
    const drop = async () => {
      thread = null;
      await current.terminate();
    };
    return new Promise((resolve) => {
      const finish = (answer: ParseAnswer, isBroken: boolean) => {
        clearTimeout(timer);
        current.removeAllListeners('message');
        current.removeAllListeners('error');
        current.removeAllListeners('exit');
        current.on('error', () => undefined);
        if (isBroken || uses >= usesPerThread)
          drop().then(
            () => resolve(answer),
            () => resolve(answer),
          );
        else resolve(answer);
      };
      const failed = (problem: string) => finish({ isParsed: false, problem }, true);
      const timer = setTimeout(() => failed('reading took too long'), options.timeoutMs);
      current.on('message', (message: { answer: ParseAnswer }) => finish(message.answer, false));
      current.on('error', (error) => failed(`reading failed: ${error.message.slice(0, 200)}`));
      current.on('exit', () => failed('reading ended unexpectedly'));
      current.postMessage({ id: uses, raw });
    });
  }

  async function drain(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) job.resolve(await parseInThread(job.raw));
    isBusy = false;
  }

  return {
    parse(raw) {
      return new Promise((resolve, reject) => {
        waiting.push({ raw, resolve });
        drain().catch(reject);
      });
    },
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
