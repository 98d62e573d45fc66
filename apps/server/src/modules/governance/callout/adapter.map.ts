import type { RandomBytes } from '@matoi/kernel';
import * as z from 'zod';
import { unwrapSecret, wrapSecret } from '../../../platform/files/index.ts';
import { AddressRefusal, sendRequest } from '../../../platform/outgoing/index.ts';
import type { AdapterDefinition, Header, Outcome } from './adapter.model.ts';
import { fillAddress, fillBody, type Values, wordsOf } from './adapter.rules.ts';

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

/** What went wrong on the way, by codes of the system; anything else is not known here and is thrown. */
const connectionCodes: readonly string[] = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'EPROTO',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HPE_INVALID_CONSTANT',
];

/** Hands a word to a service and says what it answered. Never throws for what the other side does. */
export async function handOver(
  definition: AdapterDefinition,
  given: { readonly headers: readonly Header[]; readonly values: Values },
): Promise<Outcome> {
  const { headers, values } = given;
  const hasBody = definition.method !== 'GET';
  try {
    const { status, body } = await sendRequest({
      url: fillAddress(definition.url, values),
      method: definition.method,
      headers: {
        ...(hasBody ? { 'content-type': definition.contentType } : {}),
        ...Object.fromEntries(headers.map(({ name, value }) => [name.toLowerCase(), value])),
      },
      body: hasBody ? fillBody(definition, values) : null,
      isPrivateAllowed: definition.isPrivateAllowed,
    });
    return { isGood: definition.expectedStatus.includes(status), words: wordsOf(status, body) };
  } catch (error) {
    if (error instanceof AddressRefusal) return { isGood: false, words: error.reason };
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (connectionCodes.includes(code)) return { isGood: false, words: code };
    throw error;
  }
}
