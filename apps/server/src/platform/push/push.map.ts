import { createHash } from 'node:crypto';
import webPush from 'web-push';
import { AddressRefusal, connectionProblem, sendRequest } from '../outgoing/index.ts';
import type { PushMessage, PushOutcome, PushSubscription } from './push.model.ts';
import { outcomeOf } from './push.rules.ts';
import { type VapidKeys, vapidKeys } from './vapid.map.ts';

/** Hands messages to the push services of browsers. */
export type PushSender = {
  /** For subscribing, base64url. */
  readonly publicKey: string;
  readonly isPrivateAllowed: boolean;
  /** Never throws for what the other side does. `ttlSeconds`: how long the service keeps it for a browser that is off. */
  send(
    subscription: PushSubscription,
    message: PushMessage,
    options: { readonly ttlSeconds: number },
  ): Promise<PushOutcome>;
};

/**
 * Makes the sender of this installation. Messages are encrypted for the browser (RFC 8291) and signed (RFC 8292) by the
 * library and leave by our own requests: to an address that was looked at and pinned, and never on by a redirect.
 */
export function makePushSender(given: {
  readonly secretKey: Buffer;
  /** How push services reach whoever runs this (RFC 8292 §2.1): the address of the program where it is https, otherwise mail. */
  readonly publicUrl: string;
  readonly mailFrom: string | null;
  readonly isPrivateAllowed: boolean;
}): PushSender {
  const { secretKey, publicUrl, mailFrom, isPrivateAllowed } = given;
  const contact = publicUrl.startsWith('https:') ? publicUrl : `mailto:${mailFrom ?? 'csirt@example.invalid'}`;
  const keys = vapidKeys(secretKey);
  return {
    publicKey: keys.publicKey,
    isPrivateAllowed,
    async send(subscription, message, { ttlSeconds }) {
      const request = sealed({ subscription, message, keys, contact, ttlSeconds });
      try {
        const answer = await sendRequest({ ...request, isPrivateAllowed });
        const { status, retryAfterMs } = answer;
        return outcomeOf({ status, retryAfterMs, words: `HTTP ${status}` });
      } catch (error) {
        if (error instanceof AddressRefusal)
          return error.reason === 'private'
            ? { is: 'refused', words: error.reason }
            : { is: 'again', words: error.reason, afterMs: null };
        const problem = connectionProblem(error);
        if (problem === null) throw error;
        const { code: words, isPassing } = problem;
        return isPassing ? { is: 'again', words, afterMs: null } : { is: 'refused', words };
      }
    },
  };
}

function sealed({
  subscription,
  message,
  keys,
  contact,
  ttlSeconds,
}: {
  readonly subscription: PushSubscription;
  readonly message: PushMessage;
  readonly keys: VapidKeys;
  readonly contact: string;
  readonly ttlSeconds: number;
}) {
  const { endpoint, p256dh, auth } = subscription;
  const { headers, body } = webPush.generateRequestDetails(
    { endpoint, keys: { p256dh, auth } },
    JSON.stringify(message),
    {
      vapidDetails: { subject: contact, ...keys },
      TTL: ttlSeconds,
      urgency: message.isUrgent ? 'high' : 'normal',
      // What was not delivered yet is replaced by what is newer (RFC 8030 §5.4).
      topic: createHash('sha256').update(message.tag).digest('base64url').slice(0, 32),
      contentEncoding: 'aes128gcm',
    },
  );
  const text = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  // The length is that of our own request.
  const kept = Object.fromEntries(text.filter(([name]) => name !== 'content-length'));
  return { url: endpoint, method: 'POST', headers: kept, body: Buffer.from(body ?? '') };
}
