import { parentPort } from 'node:worker_threads';
import { parseMail } from './parse-mail.ts';

// One message in, one answer out. The parent gives this thread memory limits, a time limit, and replaces it regularly.
parentPort?.on('message', (message: { readonly id: number; readonly raw: Uint8Array }) => {
  parseMail(message.raw).then(
    (answer) => parentPort?.postMessage({ id: message.id, answer }),
    (error: unknown) => {
      throw error;
    },
  );
});
