import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { resolveOutgoing } from './outgoing.address.ts';

const limits = { answer: 20_000, ms: 20_000 };

export type OutgoingRequest = {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null for requests without one. */
  readonly body: string | Buffer | null;
  readonly isPrivateAllowed: boolean;
};

export type OutgoingAnswer = {
  readonly status: number;
  readonly body: string;
  /** From `Retry-After`, where the other side wants to be asked again; null without one. Milliseconds. */
  readonly retryAfterMs: number | null;
};

/**
 * Sends a request by HTTP or HTTPS and answers status and the beginning of the body, at most 20,000 bytes. The connection
 * goes to the address that was looked at; redirects are answers like any other. Throws `AddressRefusal`, or the error of
 * the connection; after 20 seconds `ETIMEDOUT`.
 */
export async function sendRequest(asked: OutgoingRequest): Promise<OutgoingAnswer> {
  const target = new URL(asked.url);
  const isSecure = target.protocol === 'https:';
  if (!isSecure && target.protocol !== 'http:') throw new TypeError(`not a web address: ${target.protocol}`);
  const address = await resolveOutgoing(target.hostname, { isPrivateAllowed: asked.isPrivateAllowed });
  const port = target.port === '' ? (isSecure ? 443 : 80) : Number(target.port);
  const length = asked.body === null ? {} : { 'content-length': String(Buffer.byteLength(asked.body)) };
  const options = {
    host: address,
    port,
    path: `${target.pathname}${target.search}`,
    method: asked.method,
    headers: { ...asked.headers, ...length, host: target.host },
    ...(isSecure && isIP(target.hostname.replace(/^\[|\]$/g, '')) === 0 ? { servername: target.hostname } : {}),
  };
  return new Promise((resolve, reject) => {
    const call = (isSecure ? httpsRequest : httpRequest)(options, (answer) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const done = () => {
        clearTimeout(timer);
        resolve({
          status: answer.statusCode ?? 0,
          body: Buffer.concat(chunks).toString('utf8'),
          retryAfterMs: readRetryAfter(answer.headers['retry-after']),
        });
      };
      answer.on('data', (chunk: Buffer) => {
        chunks.push(chunk.subarray(0, limits.answer - size));
        size += chunk.length;
        if (size < limits.answer) return;
        // Enough to know what it says.
        done();
        answer.destroy();
      });
      answer.on('end', done);
      answer.on('error', reject);
    });
    const timer = setTimeout(
      () => call.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })),
      limits.ms,
    );
    call.on('close', () => clearTimeout(timer));
    call.on('error', reject);
    call.end(asked.body ?? undefined);
  });
}

/** Seconds of a `Retry-After` in milliseconds; its form as a date is for browsers and counts as none. */
function readRetryAfter(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) * 1_000 : null;
}

/** What goes wrong on the way, by codes of the system. */
const connectionCodes: readonly string[] = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
];

/** What is wrong with the other side itself: asked again, it would say the same. */
const sideCodes: readonly string[] = [
  'EPROTO',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HPE_INVALID_CONSTANT',
];

/** What kept a request from being answered, as far as it is known; null: an error of another kind, to be thrown on. */
export function connectionProblem(error: unknown): { readonly code: string; readonly isPassing: boolean } | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (connectionCodes.includes(code)) return { code, isPassing: true };
  return sideCodes.includes(code) ? { code, isPassing: false } : null;
}
