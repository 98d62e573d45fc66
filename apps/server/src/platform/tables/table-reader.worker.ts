import { parentPort } from 'node:worker_threads';
import { readTable } from './read-table.ts';
import type { TableTask } from './table.model.ts';

// One file in, one answer out; then the thread is thrown away with everything that the file has left in memory.
parentPort?.once('message', (message: { readonly bytes: Uint8Array; readonly task: TableTask }) => {
  readTable(Buffer.from(message.bytes), message.task).then(
    (answer) => parentPort?.postMessage(answer),
    (error: unknown) => {
      throw error;
    },
  );
});
