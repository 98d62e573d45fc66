import type { RandomBytes } from '@matoi/kernel';
import * as z from 'zod';
import { unwrapSecret, wrapSecret } from '../../../platform/files/index.ts';
import { AddressRefusal, connectionProblem, sendRequest } from '../../../platform/outgoing/index.ts';
import type { AdapterDefinition, Header, Outcome } from './adapter.model.ts';
import { fillAddress, fillBody, isPassing, type Values, wordsOf } from './adapter.rules.ts';

const headersSchema = z.array(z.object({ name: z.string(), value: z.string() }));

/** Encrypts headers for storage; bound to the service, so that they open in no other row. */
export function sealHeaders(
  headers: readonly Header[],
  given: { readonly key: Buffer; readonly adapterId: string; readonly random: RandomBytes },
): Buffer {
  return wrapSecret(given.key, Buffer.from(JSON.stringify(headers)), `call adapter ${given.adapterId}`, given.random);
}

export function openHeaders(
  sealed: Buffer | null,
  given: { readonly key: Buffer; readonly adapterId: string },
): readonly Header[] {
  if (sealed === null) return [];
  const text = unwrapSecret(given.key, sealed, `call adapter ${given.adapterId}`).toString('utf8');
  return headersSchema.parse(JSON.parse(text));
}

/** Hands a word to a service and says what it answered. Never throws for what the other side does. */
export async function handOver(
  definition: AdapterDefinition,
  given: { readonly headers: readonly Header[]; readonly values: Values },
): Promise<Outcome> {
  const { headers, values } = given;
  const hasBody = definition.method !== 'GET';
  try {
    const { status, body, retryAfterMs } = await sendRequest({
      url: fillAddress(definition.url, values),
      method: definition.method,
      headers: {
        ...(hasBody ? { 'content-type': definition.contentType } : {}),
        ...Object.fromEntries(headers.map(({ name, value }) => [name.toLowerCase(), value])),
      },
      body: hasBody ? fillBody(definition, values) : null,
      isPrivateAllowed: definition.isPrivateAllowed,
    });
    const isGood = definition.expectedStatus.includes(status);
    const again = !isGood && isPassing(status) ? { afterMs: retryAfterMs } : null;
    return { isGood, words: wordsOf(status, body), again };
  } catch (error) {
    if (error instanceof AddressRefusal)
      return { isGood: false, words: error.reason, again: error.reason === 'unknown' ? { afterMs: null } : null };
    const problem = connectionProblem(error);
    if (problem === null) throw error;
    return { isGood: false, words: problem.code, again: problem.isPassing ? { afterMs: null } : null };
  }
}
