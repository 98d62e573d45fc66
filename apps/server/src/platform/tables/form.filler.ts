import { makeBench, threadProgram } from '../threads/index.ts';
import type { FilledForm, FormCell } from './form.model.ts';

export type FormFiller = {
  /** Fills in a thread of its own. Answers a problem when the thread runs out of memory or takes too long. */
  fill(bytes: Uint8Array, cells: readonly FormCell[]): Promise<FilledForm>;
};

/** What the thread is asked. */
export type FormRequest = { readonly bytes: Uint8Array; readonly cells: readonly FormCell[] };

/** Fills forms that anybody may have made, each in a new thread, so that one made to hurt hurts nothing else. */
export function makeFormFiller(options: { readonly timeoutMs: number; readonly memoryMb: number }): FormFiller {
  const bench = makeBench<FormRequest, FilledForm>({
    program: threadProgram('form-filler.worker', import.meta.url),
    ...options,
    usesPerThread: 1,
  });
  return {
    async fill(bytes, cells) {
      const outcome = await bench.run({ bytes, cells });
      if (outcome.isDone) return outcome.answer;
      if (outcome.reason === 'too-slow' || outcome.reason === 'too-large')
        return { isFilled: false, problem: outcome.reason };
      throw new Error(`A form could not be filled in: ${outcome.problem}`);
    },
  };
}
