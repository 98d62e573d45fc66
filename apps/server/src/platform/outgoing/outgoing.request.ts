import { request } from 'node:https';
import { isIP } from 'node:net';
import { rootCertificates } from 'node:tls';
import { resolveOutgoing } from './outgoing.address.ts';

const limits = { answer: 200_000, ms: 20_000 };

/**
 * Posts a form by HTTPS and answers status and body. The connection goes to the address that was looked at; redirects
 * are answers like any other. Throws `AddressRefusal`, or the error of the connection.
 */
export async function postForm(
  url: string,
  fields: Readonly<Record<string, string>>,
  options: { readonly isPrivateAllowed: boolean; readonly trustedCertificate: string | null },
): Promise<{ readonly status: number; readonly body: string }> {
  const target = new URL(url);
  const address = await resolveOutgoing(target.hostname, options);
  const body = new URLSearchParams(fields).toString();
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: address,
        port: target.port === '' ? 443 : Number(target.port),
        path: `${target.pathname}${target.search}`,
        method: 'POST',
        timeout: limits.ms,
        ...(isIP(target.hostname) === 0 ? { servername: target.hostname } : {}),
        ...(options.trustedCertificate === null ? {} : { ca: [...rootCertificates, options.trustedCertificate] }),
        headers: {
          host: target.host,
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
          accept: 'application/json',
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        let size = 0;
        answer.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > limits.answer) call.destroy(new Error('the answer is too large'));
          else chunks.push(chunk);
        });
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
        );
        answer.on('error', reject);
      },
    );
    const timer = setTimeout(
      () => call.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })),
      limits.ms,
    );
    call.on('close', () => clearTimeout(timer));
    call.on('timeout', () => call.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })));
    call.on('error', reject);
    call.end(body);
  });
}
