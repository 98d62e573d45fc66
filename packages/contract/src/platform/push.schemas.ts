import * as z from 'zod';
import { idSchema, lineSchema, momentSchema } from '../shapes.ts';
import { mostPushDevices, pushNameLimit } from './platform.values.ts';

/** Base64url as browsers write keys; the exact number of bytes is judged by the server. */
const keySchema = (limit: number) =>
  z
    .string()
    .max(limit)
    .regex(/^[A-Za-z0-9_-]+={0,2}$/);

/** A browser that takes push messages. Its address and keys are written and never read back. */
export const pushDeviceSchema = z
  .strictObject({
    id: idSchema,
    name: z.string(),
    service: z.string().meta({ description: 'host of the push service of that browser' }),
    hasNotices: z.boolean().meta({ description: 'also urgent notifications, not calls alone' }),
    registeredAt: momentSchema,
    lastSeenAt: momentSchema.meta({ description: 'when its owner used the program on it last' }),
    lastSentAt: momentSchema.nullable(),
    lastProblem: z.string().nullable().meta({ description: 'why the last message was not taken; null: it was' }),
    endpointHash: z.string().meta({ description: 'SHA-256 of its address, by which a browser recognises itself' }),
  })
  .meta({ id: 'PushDevice' });

export const pushDevicesSchema = z.strictObject({
  publicKey: z.string().meta({ description: 'key of this installation (VAPID), for subscribing' }),
  items: z.array(pushDeviceSchema).max(mostPushDevices),
});

/** What `PushSubscription.toJSON()` says, with a name for people. */
export const registerPushSchema = z.strictObject({
  name: lineSchema(pushNameLimit),
  endpoint: z.url().max(2_000),
  p256dh: keySchema(200),
  auth: keySchema(100),
  hasNotices: z.boolean(),
});

export const changePushSchema = z.strictObject({ name: lineSchema(pushNameLimit), hasNotices: z.boolean() });

export const testedPushSchema = z.strictObject({
  isSent: z.boolean(),
  words: z.string().meta({ description: 'what the push service said; empty when it took the message' }),
  isEnded: z.boolean().meta({ description: 'the service knows the browser no more: it was put off' }),
});
