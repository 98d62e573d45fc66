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
  readonly body: string | null;
  readonly isPrivateAllowed: boolean;
};

/**
 * Sends a request by HTTP or HTTPS and answers status and the beginning of the body, at most 20,000 bytes. The connection
 * goes to the address that was looked at; redirects are answers like any other. Throws `AddressRefusal`, or the error of
 * the connection; after 20 seconds `ETIMEDOUT`.
 */
export async function sendRequest(asked: OutgoingRequest): Promise<{ readonly status: number; readonly body: string }> {
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
        resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
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
