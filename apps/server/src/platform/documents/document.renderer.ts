import type { DocumentModel } from '@matoi/contract';
import { makeBench, threadProgram } from '../threads/index.ts';
import type { DocumentTask } from './document.model.ts';
import { cleanDocument, isWithinLimits } from './document.rules.ts';

export type RenderedDocument =
  | { readonly isMade: true; readonly bytes: Buffer }
  /** `too-large` never becomes smaller by waiting; `failed` says in English, for the log, what the thread said. */
  | { readonly isMade: false; readonly problem: 'too-large' | 'failed'; readonly detail: string };

export type DocumentRenderer = {
  /** Makes the file in a thread, one after the other. */
  render(task: DocumentTask): Promise<RenderedDocument>;
  /** Gets the engine and its faces ready, so that the first document does not wait for them. Never fails. */
  warm(): void;
};

/** How long a document may take, in milliseconds, and how much heap its thread may have. */
const bounds = { timeoutMs: 30_000, memoryMb: 256 };

/**
 * The program of the thread, once its engine is loaded here too. The engine is a native library with threads of its own:
 * loaded in the thread alone it would be unloaded with it under the feet of those, and the whole program would fall.
 */
async function programWithEngine(): Promise<string | URL> {
  await import('@myriaddreamin/typst-ts-node-compiler');
  const program = threadProgram('document.worker', import.meta.url);
  return typeof program === 'function' ? program() : program;
}

/** Makes documents in a thread of its own, which is started when the first one is asked for. */
export function makeDocumentRenderer(): DocumentRenderer {
  const bench = makeBench<DocumentTask, Uint8Array>({ program: programWithEngine, ...bounds });
  let isWarm = false;
  async function render(task: DocumentTask): Promise<RenderedDocument> {
    if (!isWithinLimits(task.document)) return { isMade: false, problem: 'too-large', detail: 'beyond the limits' };
    isWarm = true;
    const outcome = await bench.run({ ...task, document: cleanDocument(task.document) });
    return outcome.isDone
      ? { isMade: true, bytes: Buffer.from(outcome.answer) }
      : { isMade: false, problem: 'failed', detail: outcome.problem };
  }
  return {
    render,
    warm() {
      if (isWarm) return;
      void render({ document: empty, format: 'pdf', at: new Date(0) });
    },
  };
}

const empty: DocumentModel = {
  language: 'ja',
  title: '',
  subtitle: null,
  tlp: null,
  issuer: '',
  reference: '',
  date: null,
  draftMark: null,
  facts: [],
  sections: [],
  checksum: null,
};
