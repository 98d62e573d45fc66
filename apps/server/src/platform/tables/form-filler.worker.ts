import { parentPort } from 'node:worker_threads';
import { fillForm } from './fill-form.ts';
import type { FormRequest } from './form.filler.ts';

// One form in, one filled copy out. The parent limits memory and time, and takes a new thread for the next form.
parentPort?.on('message', ({ bytes, cells }: FormRequest) => {
  fillForm(Buffer.from(bytes), cells).then(
    (answer) => parentPort?.postMessage({ answer }),
    (error: unknown) => {
      throw error;
    },
  );
});
