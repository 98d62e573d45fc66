import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { TableAnswer, TableTask } from './table.model.ts';

export type TableReader = {
  /** Reads in a thread of its own. Answers a problem when the thread runs out of memory or takes too long. */
  read(bytes: Uint8Array, task: TableTask): Promise<TableAnswer>;
};

/** Reads table files that anybody may have made, one thread for each, one after the other. */
export function makeTableReader(options: { readonly timeoutMs: number; readonly memoryMb: number }): TableReader {
  let last: Promise<unknown> = Promise.resolve();
  return {
    read(bytes, task) {
      const turn = last.then(() => readInThread(bytes, task, options));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

function readInThread(
  bytes: Uint8Array,
  task: TableTask,
  options: { readonly timeoutMs: number; readonly memoryMb: number },
): Promise<TableAnswer> {
  const thread = new Worker(workerUrl(), { resourceLimits: { maxOldGenerationSizeMb: options.memoryMb } });
  return new Promise((resolve, reject) => {
    const finish = (answer: TableAnswer) => {
      clearTimeout(timer);
      thread.removeAllListeners();
      thread.on('error', () => undefined);
      thread.terminate().then(() => resolve(answer), reject);
    };
    const timer = setTimeout(() => finish({ isRead: false, problem: 'too-slow' }), options.timeoutMs);
    thread.on('message', finish);
    thread.on('error', (error) => {
      const isTooLarge = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      if (isTooLarge) return finish({ isRead: false, problem: 'too-large' });
      clearTimeout(timer);
      return reject(error);
    });
    thread.postMessage({ bytes, task });
  });
}

/** The thread's program: beside the bundle when built; from source it loads TypeScript by itself. */
function workerUrl(): URL {
  const built = new URL('./table-reader.worker.js', import.meta.url);
  if (existsSync(fileURLToPath(built))) return built;
  const source = JSON.stringify(new URL('./table-reader.worker.ts', import.meta.url).href);
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'));
  const loader = JSON.stringify(new URL('./dist/esm/api/index.mjs', tsx).href);
  const program = `const { tsImport } = await import(${loader}); await tsImport(${source}, ${source});`;
  return new URL(`data:text/javascript,${encodeURIComponent(program)}`);
}
