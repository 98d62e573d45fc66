import { CallProblem } from '@matoi/client';
import type { Problem } from '@matoi/contract';

type Say = (key: string, params?: Readonly<Record<string, string | number | boolean>>) => string;

/** The refusal inside an error, or null when the error is a fault of our own. */
export function problemOf(error: unknown): Problem | null {
  return error instanceof CallProblem ? error.problem : null;
}

/** True when trying again later, unchanged, may help. */
export function isPassing(problem: Problem): boolean {
  return problem.status === 503 || problem.status === 429;
}

/** The sentence of a refusal: its code is the key. A code that this client does not know reads as a fault inside. */
export function problemSentence(problem: Problem, say: Say, has: (key: string) => boolean): string {
  const params = { ...problem.params, requestId: problem.requestId };
  return say(has(problem.code) ? problem.code : 'server.run.failed', params);
}

/** The refusal of one input, by the last part of its path (`body.title` belongs to `title`); null when it is fine. */
export function fieldRefusal(
  problem: Problem | null,
  name: string,
): { code: string; params: Problem['params'] } | null {
  const found = problem?.fields.find(({ path }) => path === name || path.endsWith(`.${name}`));
  return found === undefined ? null : { code: found.code, params: found.params ?? {} };
}
