import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import type { DocumentTask } from './document.model.ts';
import { writeDocx } from './docx.writer.ts';
import { writePdf } from './pdf.writer.ts';

let workspace: string | null = null;

/** An empty folder of this thread: the engine asks for one, and finds nothing there. */
function emptyFolder(): string {
  workspace ??= mkdtempSync(join(tmpdir(), 'matoi-documents-'));
  return workspace;
}

async function make({ document, format, at }: DocumentTask): Promise<Uint8Array> {
  return format === 'docx' ? writeDocx(document, at) : writePdf(document, at, emptyFolder());
}

parentPort?.on('message', (task: DocumentTask) => {
  make(task).then(
    // A copy: the engine's own memory must not be handed to another thread.
    (bytes) => parentPort?.postMessage({ answer: Uint8Array.from(bytes) }),
    (error: unknown) => {
      // Thrown outside of the promise, so that the thread ends and its bench says why.
      setImmediate(() => {
        throw error;
      });
    },
  );
});
