import { sentence } from '@matoi/catalogues';
import type { NotificationKind } from '@matoi/contract';
import type { Reading } from '../commands/index.ts';
import { readingOfAccount } from '../identity/index.ts';
import { findDevice, openSubscription, type PushMessage, type PushSubscription } from '../push/index.ts';
import { subjectLinks } from '../subjects/index.ts';

/**
 * A notification as it goes to a browser of its owner: what kind it is and the number of the record, nothing of what the
 * record says. Null when the browser was put off, its owner can no longer sign in, or does not see the record now.
 */
export async function readyNotice(
  reading: Reading,
  asked: {
    readonly deviceId: string;
    readonly kind: NotificationKind;
    readonly subjectId: string | null;
    readonly tag: string;
    readonly secretKey: Buffer;
  },
): Promise<{ readonly subscription: PushSubscription; readonly message: PushMessage } | null> {
  const { kind, subjectId, tag } = asked;
  const device = await findDevice(reading, asked.deviceId);
  const subscription = device === null ? null : openSubscription(device, asked.secretKey);
  if (device === null || subscription === null) return null;
  const owner = await readingOfAccount(reading, device.accountId);
  if (owner === null) return null;
  const link = subjectId === null ? undefined : (await subjectLinks(owner.reading, [subjectId])).get(subjectId);
  if (subjectId !== null && link === undefined) return null;
  const language = owner.locale;
  const body = link?.number ?? '';
  const title = sentence(language, `notifications.kind.${kind}`);
  return { subscription, message: { title, body, path: '/', tag, language, isUrgent: true } };
}
