import { makeBench, type ThreadProgram, threadProgram } from '../threads/index.ts';
import type { TableAnswer, TableTask } from './table.model.ts';

export type TableReader = {
  /** Reads in a thread of its own. Answers a problem when the thread runs out of memory or takes too long. */
  read(bytes: Uint8Array, task: TableTask): Promise<TableAnswer>;
};

/** What the thread is asked. */
export type TableRequest = { readonly bytes: Uint8Array; readonly task: TableTask };

/**
 * Reads table files that anybody may have made, one after the other, each in a new thread: what a large file has left in
 * memory goes with it. Throws when the reading itself is at fault.
 */
export function makeTableReader(options: {
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** What the threads run; given by tests of threads that fail or grow. */
  readonly program?: ThreadProgram;
}): TableReader {
  const bench = makeBench<TableRequest, TableAnswer>({
    program: threadProgram('table-reader.worker', import.meta.url),
    ...options,
    usesPerThread: 1,
  });
  return {
    async read(bytes, task) {
      const outcome = await bench.run({ bytes, task });
      if (outcome.isDone) return outcome.answer;
      if (outcome.reason === 'too-slow' || outcome.reason === 'too-large')
        return { isRead: false, problem: outcome.reason };
      throw new Error(`A table could not be read: ${outcome.problem}`);
    },
  };
}
