import { BlobReader, BlobWriter, ZipWriter } from '@zip.js/zip.js';
import type { MailParser, ParsedMail } from '../../../platform/mail/index.ts';
import { type Bench, makeBench, threadProgram } from '../../../platform/threads/index.ts';
import { analyserVersion, type Knowledge } from './analysis.map.ts';
import type { Analysis } from './specimen.model.ts';
import { warningsOf } from './specimen.rules.ts';
import type { Outcome } from './specimen.store.ts';

/** Takes mails apart in threads with limits; answers what to write down, also when it could not be done. */
export type Analyser = { analyse(raw: Uint8Array, knowledge: Knowledge): Promise<Outcome> };

/** Limits for one mail: milliseconds, and megabytes of heap. */
const limits = { timeoutMs: 30_000, memoryMb: 512 };

type Request = { readonly mail: ParsedMail; readonly knowledge: Knowledge };

export function makeAnalyser(parser: MailParser): Analyser {
  const bench: Bench<Request, Analysis> = makeBench({
    program: threadProgram('specimen-analysis.worker', import.meta.url),
    ...limits,
  });
  const failed = (problem: string): Outcome => ({
    state: 'failed',
    problem: problem.slice(0, 300),
    analyserVersion,
    analysis: null,
    warningCount: 0,
  });
  return {
    async analyse(raw, knowledge) {
      const parsed = await parser.parse(raw);
      if (!parsed.isParsed) return failed(parsed.problem);
      const done = await bench.run({ mail: parsed.mail, knowledge });
      if (!done.isDone) return failed(done.problem);
      return {
        state: 'analysed',
        problem: null,
        analyserVersion,
        analysis: done.answer,
        warningCount: warningsOf(done.answer).length,
      };
    },
  };
}

/** The password that the field uses for archives of harmful files, so that no scanner and no click opens one. */
const password = 'infected';

/** The bytes in an archive with the usual password (AES-256). */
export async function lockUp(raw: Uint8Array, name: string): Promise<Buffer> {
  const writer = new ZipWriter(new BlobWriter('application/zip'), {
    password,
    encryptionStrength: 3,
    useWebWorkers: false,
  });
  await writer.add(`${name.replace(/[\\/:*?"<>|]/g, '_')}.bin`, new BlobReader(new Blob([new Uint8Array(raw)])));
  return Buffer.from(await (await writer.close()).arrayBuffer());
}
