import type { Route } from '@matoi/contract';
import type * as z from 'zod';

/**
 * The answer as the contract describes it. A field that is not declared never leaves: it is taken out and reported. A
 * missing or wrong one cannot be answered at all: that throws, and the caller is told that the server failed.
 */
export function checkedAnswer(
  route: Pick<Route, 'id' | 'response'>,
  result: unknown,
  onProblem: (error: unknown) => void,
): unknown {
  const parsed = route.response?.safeParse(result);
  if (parsed === undefined || parsed.success) return parsed?.data;
  const problem = new Error(`${route.id} answered what its contract does not describe: ${describe(parsed.error)}`);
  const stripped = route.response?.safeParse(withoutUndeclared(result, parsed.error.issues));
  if (stripped?.success !== true) throw problem;
  onProblem(problem);
  return stripped.data;
}

/** Paths and kinds only: the values may be anything that the program knows. */
function describe(error: z.ZodError): string {
  return error.issues
    .map(
      (issue) => `${issue.path.join('.')} ${issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.code}`,
    )
    .join('; ');
}

function withoutUndeclared(result: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  const copy: unknown = structuredClone(result);
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    const holder = issue.path.reduce<unknown>((at, step) => (isHolder(at) ? at[String(step)] : undefined), copy);
    if (isHolder(holder)) for (const key of issue.keys) delete holder[key];
  }
  return copy;
}

function isHolder(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
