import { createDecipheriv, createECDH, createHmac, createPublicKey, randomBytes, verify } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export type Pushed = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
};

/** A push service on this machine that keeps what it is handed. `answer` says what it answers, in turn; the last one stays. */
export async function startPushService() {
  const kept: Pushed[] = [];
  const state: { answers: { readonly status: number; readonly headers?: Record<string, string> }[] } = {
    answers: [{ status: 201 }],
  };
  const server = createServer((request, answer) => {
    void buffer(request).then((body) => {
      kept.push({ path: request.url ?? '', headers: request.headers, body });
      const next = (state.answers.length > 1 ? state.answers.shift() : state.answers[0]) ?? { status: 201 };
      answer.writeHead(next.status, next.headers ?? {});
      answer.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { kept, state, origin, stop: () => new Promise((resolve) => server.close(resolve)) };
}

const hmac = (key: Buffer, ...parts: (Buffer | string)[]) => {
  const hash = createHmac('sha256', key);
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** A browser of its own: what it registers with, and how it reads what it is sent (RFC 8291 §3, RFC 8188 §2). */
export function makeBrowser(origin: string) {
  const curve = createECDH('prime256v1');
  const own = curve.generateKeys();
  const auth = randomBytes(16);
  const path = `/push/${randomBytes(6).toString('hex')}`;
  return {
    path,
    subscription: {
      endpoint: `${origin}${path}`,
      p256dh: own.toString('base64url'),
      auth: auth.toString('base64url'),
    },
    read(body: Buffer): Record<string, unknown> {
      const salt = body.subarray(0, 16);
      const keyLength = body[20] ?? 0;
      const sender = body.subarray(21, 21 + keyLength);
      const sealed = body.subarray(21 + keyLength);
      const pseudo = hmac(auth, curve.computeSecret(sender));
      const input = hmac(pseudo, 'WebPush: info\0', own, sender, '\x01');
      const key = hmac(salt, input);
      const cipherKey = hmac(key, 'Content-Encoding: aes128gcm\0\x01').subarray(0, 16);
      const nonce = hmac(key, 'Content-Encoding: nonce\0\x01').subarray(0, 12);
      const decipher = createDecipheriv('aes-128-gcm', cipherKey, nonce);
      decipher.setAuthTag(sealed.subarray(-16));
      const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
      // The last record ends with 0x02 and padding.
      return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString('utf8')) as Record<string, unknown>;
    },
  };
}

/** Reads the signature of a message (RFC 8292 §2, §3.2); throws when it is not that of the key beside it. */
export function readVapid(header: string): { readonly key: string; readonly claims: Record<string, unknown> } {
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(.+)$/.exec(header) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const isGenuine = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isGenuine) throw new Error('the signature is not that of the key');
  return { key, claims: JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as Record<string, unknown> };
}
