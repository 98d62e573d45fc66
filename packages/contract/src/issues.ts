import type * as z from 'zod';

/** What is wrong with a field, as one of the codes that every client knows. */
export function fieldCode(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1 ? 'required' : 'too-small';
    case 'too_big':
      return 'too-large';
    case 'invalid_type':
      return issue.input === undefined ? 'required' : 'wrong-type';
    default:
      return 'invalid';
  }
}

/** The fields that a schema found wrong, by path and code, at most fifty. Values are not repeated: they may be secret. */
export function wrongFields(
  issues: readonly z.core.$ZodIssue[],
  prefix: readonly string[] = [],
): readonly { readonly path: string; readonly code: string }[] {
  return issues.slice(0, 50).map((issue) => {
    const path = [...prefix, ...issue.path.map(String)];
    if (issue.code === 'unrecognized_keys')
      return { path: [...path, ...issue.keys.slice(0, 1)].join('.'), code: 'unknown' };
    return { path: path.join('.'), code: fieldCode(issue) };
  });
}
