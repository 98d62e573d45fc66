import { type SentenceKey, sentence } from '@matoi/catalogues';
import { type Problem, type RefusalCode, refusalStatuses, wrongFields } from '@matoi/contract';
import { Refused, refusal } from '@matoi/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod';
import { isDatabaseGone } from '../db/index.ts';

/** Turns what a schema found into one refusal with a code per field. Values are not repeated: they may be secret. */
export function invalidInput(part: 'params' | 'query' | 'body', issues: readonly z.core.$ZodIssue[]): Refused {
  return new Refused(refusal('request.read.invalid', {}, wrongFields(issues, [part])));
}

/** The refusal behind anything that was thrown. What is not a refusal is ours: its text never leaves the server. */
export function refusedFor(error: unknown, request: FastifyRequest): Refused {
  if (error instanceof Refused) return error;
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') {
    switch (error.statusCode) {
      case 413:
        return new Refused(refusal('request.read.too-large', { limit: request.routeOptions.bodyLimit ?? 1_048_576 }));
      case 415:
        return new Refused(refusal('request.read.unsupported-type'));
      default:
        // The caller's mistake in the eyes of a library: never an alarm for the operator.
        if (error.statusCode >= 400 && error.statusCode < 500) return new Refused(refusal('request.read.malformed'));
    }
  }
  if (isDatabaseGone(error)) return new Refused(refusal('server.run.unavailable'));
  return new Refused(refusal('server.run.failed', { requestId: request.id }));
}

/** Sends `application/problem+json`. The code must be declared (`isDeclared`). */
export async function sendProblem(reply: FastifyReply, request: FastifyRequest, refused: Refused): Promise<void> {
  const { code, params, fields } = refused.refusal;
  const status = refusalStatuses[code as RefusalCode];
  const body: Problem = {
    type: `urn:matoi:refusal:${code}`,
    title: sentence('en', code as SentenceKey, params),
    status,
    code,
    params,
    requestId: request.id,
    fields: fields.map((field) => ({
      path: field.path,
      code: field.code,
      ...(field.params === undefined ? {} : { params: field.params }),
    })),
    ...(refused.current === undefined ? {} : { current: refused.current }),
  };
  if (code === 'request.rate.exceeded') reply.header('retry-after', String(params.seconds ?? 1));
  if (code === 'session.sign-in.locked') reply.header('retry-after', String(Number(params.minutes ?? 1) * 60));
  if (code === 'session.use.required') reply.header('www-authenticate', 'Bearer');
  await reply.code(status).header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(body));
}

/** True when the contract declares the code, so that every answer has one status and a sentence in both languages. */
export function isDeclared(code: string): code is RefusalCode {
  return Object.hasOwn(refusalStatuses, code);
}
