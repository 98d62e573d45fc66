import { parentPort } from 'node:worker_threads';
import type { ParsedMail } from '../../../platform/mail/index.ts';
import { analyseMail, type Knowledge } from './analysis.map.ts';

// One mail in, one analysis out. The parent limits memory and time, and replaces this thread after some use.
parentPort?.on('message', ({ mail, knowledge }: { readonly mail: ParsedMail; readonly knowledge: Knowledge }) => {
  analyseMail(mail, knowledge).then(
    (answer) => parentPort?.postMessage({ answer }),
    (error: unknown) => {
      throw error;
    },
  );
});
