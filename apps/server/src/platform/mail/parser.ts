import { makeBench, type ThreadProgram, threadProgram } from '../threads/index.ts';
import type { ParseAnswer, SafeHtmlAnswer } from './parsed-mail.ts';

export type MailParser = {
  /** Parses in a thread. Answers "not parsed" when the thread dies, runs out of memory or takes too long. */
  parse(raw: Uint8Array): Promise<ParseAnswer>;
  /**
   * The HTML of a mail, made inert in a thread (`safeHtml`), as a whole page for a sandboxed frame. `path` leads to a mail
   * inside: positions of attachments. Nothing is stored: the raw original is read again.
   */
  safeHtml(raw: Uint8Array, path?: readonly number[]): Promise<SafeHtmlAnswer>;
  stop(): Promise<void>;
};

/** What the thread is asked. */
export type ParserRequest =
  | { readonly kind: 'parse'; readonly raw: Uint8Array }
  | { readonly kind: 'html'; readonly raw: Uint8Array; readonly path: readonly number[] };

/** Threads that work on one mail each. `timeoutMs` and `memoryMb` hold for one mail. */
export function makeMailParser(options: {
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** How many mails are read side by side. */
  readonly threads?: number;
  /** What the threads run; given by tests of threads that hang or grow. */
  readonly program?: ThreadProgram;
}): MailParser {
  const bench = makeBench<ParserRequest, unknown>({
    program: threadProgram('mail-parser.worker', import.meta.url),
    threads: 2,
    usesPerThread: 500,
    ...options,
  });
  return {
    async parse(raw) {
      const outcome = await bench.run({ kind: 'parse', raw });
      return outcome.isDone ? (outcome.answer as ParseAnswer) : { isParsed: false, problem: outcome.problem };
    },
    async safeHtml(raw, path = []) {
      const outcome = await bench.run({ kind: 'html', raw, path });
      return outcome.isDone ? (outcome.answer as SafeHtmlAnswer) : { isMade: false, problem: outcome.problem };
    },
    stop: () => bench.stop(),
  };
}
