import { parentPort } from 'node:worker_threads';
import { parseMail, showHtml } from './parse-mail.ts';
import type { ParserRequest } from './parser.ts';

// One message in, one answer out. The parent gives this thread memory limits, a time limit, and replaces it regularly.
parentPort?.on('message', (request: ParserRequest) => {
  const work = request.kind === 'parse' ? parseMail(request.raw) : showHtml(request.raw, request.path);
  work.then(
    (answer) => parentPort?.postMessage({ answer }),
    (error: unknown) => {
      throw error;
    },
  );
});
