import { createHash } from 'node:crypto';
import { mostPushDevices } from '@matoi/contract';
import { type RandomBytes, type Refusal, refusal } from '@matoi/kernel';
import * as z from 'zod';
import { defineCommand, permitAll, type Work } from '../commands/index.ts';
import { unwrapSecret, wrapSecret } from '../files/index.ts';
import {
  type DeviceChange,
  endDevice,
  findByEndpoint,
  findDevice,
  findOwnDevice,
  insertDevice,
  listDevices,
  updateDevice,
} from './device.store.ts';
import type { PushDevice, PushOutcome, PushSubscription } from './push.model.ts';
import { isSubscription } from './push.rules.ts';

const subscriptionSchema = z.object({ endpoint: z.string(), p256dh: z.string(), auth: z.string() });

const hashOf = (endpoint: string) => createHash('sha256').update(endpoint).digest();

function seal(
  subscription: PushSubscription,
  { key, id, random }: { readonly key: Buffer; readonly id: string; readonly random: RandomBytes },
): Buffer {
  const { endpoint, p256dh, auth } = subscription;
  return wrapSecret(key, Buffer.from(JSON.stringify({ endpoint, p256dh, auth })), `push device ${id}`, random);
}

/** Address and keys of a browser; null after its end. */
export function openSubscription(device: PushDevice, key: Buffer): PushSubscription | null {
  if (device.subscription === null) return null;
  const text = unwrapSecret(key, device.subscription, `push device ${device.id}`).toString('utf8');
  return subscriptionSchema.parse(JSON.parse(text));
}

/** A device as its owner sees it: neither address nor keys. */
export function viewDevice(device: PushDevice) {
  return {
    id: device.id,
    name: device.name,
    service: device.service,
    hasNotices: device.hasNotices,
    registeredAt: device.registeredAt.toISOString(),
    lastSeenAt: device.lastSeenAt.toISOString(),
    lastSentAt: device.lastSentAt?.toISOString() ?? null,
    lastProblem: device.lastProblem,
    endpointHash: device.endpointHash.toString('hex'),
  };
}

const auditOf = ({ id, name, service, hasNotices }: PushDevice) => ({ deviceId: id, name, service, hasNotices });

type Register = PushSubscription & { readonly name: string; readonly hasNotices: boolean };
type Change = { readonly id: string; readonly name: string; readonly hasNotices: boolean };
type Noted = { readonly id: string; readonly outcome: PushOutcome };

/** The acts of a person on their own browsers. */
export function makePushCommands({
  secretKey: key,
  isPrivateAllowed,
}: {
  readonly secretKey: Buffer;
  readonly isPrivateAllowed: boolean;
}) {
  const show = async (work: Work, id: string) => viewDevice(await findOwnDevice(work, id));

  const register = defineCommand({
    id: 'push-devices.register',
    load: async (work: Work, { endpoint }: Register) => ({
      known: await findByEndpoint(work, hashOf(endpoint)),
      count: (await listDevices(work, work.actor.id)).length,
      accountId: work.actor.id,
    }),
    permit: permitAll,
    decide({ known, count, accountId }, input): { readonly isOwn: boolean } | Refusal {
      if (!isSubscription(input, { isPrivateAllowed }))
        return refusal('push-devices.register.bad-subscription', {}, [
          { path: 'body.endpoint', code: 'push-devices.register.bad-subscription' },
        ]);
      const isOwn = known?.accountId === accountId;
      return !isOwn && count >= mostPushDevices
        ? refusal('push-devices.register.too-many', { limit: mostPushDevices })
        : { isOwn };
    },
    async record(work, { loaded: { known }, change: { isOwn }, input }) {
      const { random } = work;
      if (known !== null && isOwn) {
        // The browser says that it is still there; what its owner called it stays.
        await updateDevice(work, known.id, {
          subscription: seal(input, { key, id: known.id, random }),
          lastSeenAt: work.now,
        });
        return { subjectId: null, audit: { ...auditOf(known), isNew: false }, facts: [], result: known.id };
      }
      // Somebody else signed in on this browser before: what is meant for them does not come here any more.
      if (known !== null) await endDevice(work, known.id, 'replaced');
      const id: string = work.newId<'PushDevice'>();
      const service = new URL(input.endpoint).host;
      const { name, hasNotices, endpoint } = input;
      await insertDevice(work, {
        id,
        accountId: work.actor.id,
        name,
        service,
        endpointHash: hashOf(endpoint),
        hasNotices,
        subscription: seal(input, { key, id, random }),
      });
      return {
        subjectId: null,
        audit: { deviceId: id, name, service, hasNotices, isNew: true },
        facts: [],
        result: id,
      };
    },
    show,
  });

  const change = defineCommand({
    id: 'push-devices.change',
    load: (work: Work, { id }: Change) => findOwnDevice(work, id),
    permit: permitAll,
    decide: (_device, { name, hasNotices }) => ({ name, hasNotices }),
    async record(work, { loaded: before, change: after }) {
      await updateDevice(work, before.id, after);
      return { subjectId: null, audit: { before: auditOf(before), after }, facts: [], result: before.id };
    },
    show,
  });

  const end = defineCommand({
    id: 'push-devices.end',
    load: (work: Work, { id }: { readonly id: string }) => findOwnDevice(work, id),
    permit: permitAll,
    decide: (device) => ({ device }),
    async record(work, { loaded: device }) {
      await endDevice(work, device.id, 'by-owner');
      return { subjectId: null, audit: auditOf(device), facts: [], result: null };
    },
    show: async () => ({ done: true as const }),
  });

  /** What its push service said to a test that its owner asked for. */
  const noteTest = defineCommand({
    id: 'push-devices.test',
    load: (work: Work, { id }: Noted) => findOwnDevice(work, id),
    permit: permitAll,
    decide: (device) => ({ device }),
    async record(work, { loaded: device, input: { outcome } }) {
      await notePush(work, device.id, outcome);
      return { subjectId: null, audit: { deviceId: device.id, outcome: outcome.is }, facts: [], result: outcome };
    },
    show: async (_work, { is, words }) => ({ isSent: is === 'sent', words, isEnded: is === 'gone' }),
  });

  return { register, change, end, noteTest };
}

/** Writes what became of a message, in the transaction of the act that it belongs to. A browser that is gone is put off. */
export async function notePush(work: Work, deviceId: string, outcome: PushOutcome): Promise<void> {
  if (outcome.is === 'gone') return endDevice(work, deviceId, 'gone');
  const change: DeviceChange =
    outcome.is === 'sent' ? { lastSentAt: work.now, lastProblem: null } : { lastProblem: outcome.words };
  await updateDevice(work, deviceId, change);
}

/** The same by itself, for a notification that was sent. */
export const noteDevice = defineCommand({
  id: 'push-devices.note',
  load: (work: Work, { id }: Noted) => findDevice(work, id),
  permit: permitAll,
  decide: (device) => ({ device }),
  async record(work, { input: { id, outcome } }) {
    await notePush(work, id, outcome);
    return { subjectId: null, audit: { deviceId: id, outcome: outcome.is }, facts: [], result: null };
  },
  show: async () => null,
});
