import * as z from 'zod';

/** Refusal codes with their one HTTP status. */
export type RefusalStatuses = Readonly<
  Record<string, 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 429 | 500 | 503>
>;

/** Refusals that any route may answer with; a route lists only its own. */
export const commonRefusals = {
  'request.read.invalid': 400,
  'request.read.malformed': 400,
  'request.read.too-large': 413,
  'request.read.unsupported-type': 415,
  'request.route.unknown': 404,
  'request.origin.refused': 403,
  'request.rate.exceeded': 429,
  'session.use.required': 401,
  'session.use.step-up-required': 403,
  'permission.use.denied': 403,
  'record.find.not-found': 404,
  'record.change.stale': 412,
  'record.change.version-required': 428,
  'record.change.key-reused': 422,
  'record.change.key-too-long': 400,
  'server.run.failed': 500,
  'server.run.unavailable': 503,
} as const satisfies RefusalStatuses;

/** `application/problem+json` (RFC 9457) as Matoi sends it. Clients react to `code`; the sentence is theirs to make. */
export const problemSchema = z.strictObject({
  type: z.string().meta({ description: 'urn:matoi:refusal:<code>' }),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  requestId: z.string(),
  fields: z.array(
    z.strictObject({
      path: z.string(),
      code: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
    }),
  ),
  current: z.unknown().optional(),
});

export type Problem = z.output<typeof problemSchema>;
