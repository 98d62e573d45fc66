import { parentPort } from 'node:worker_threads';
import { readTable } from './read-table.ts';
import type { TableRequest } from './table.reader.ts';

// One file in, one answer out. The parent limits memory and time, and takes a new thread for the next file.
parentPort?.on('message', ({ bytes, task }: TableRequest) => {
  readTable(Buffer.from(bytes), task).then(
    (answer) => parentPort?.postMessage({ answer }),
    (error: unknown) => {
      throw error;
    },
  );
});
