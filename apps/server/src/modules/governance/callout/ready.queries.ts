import { asId } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { currentToken } from '../../../platform/guests/index.ts';
import { findDevice, openSubscription, type PushMessage, type PushSubscription } from '../../../platform/push/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import { openHeaders } from './adapter.map.ts';
import type { ReadyRequest } from './adapter.queries.ts';
import { findAdapter } from './adapter.store.ts';
import { findAttempt } from './attempt.store.ts';
import { isCurrentPlace } from './call.rules.ts';
import { findCall } from './call.store.ts';
import { writeNotice } from './notice.map.ts';
import { findPerson } from './person.store.ts';
import { addressOfWord } from './receipt.map.ts';

export type Keys = { readonly guestKey: Buffer; readonly secretKey: Buffer; readonly publicUrl: string };

/** What is done about a word: a request to a service, a message to a browser, or nothing any more, and why. */
export type Ready =
  | ({ readonly by: 'service' } & ReadyRequest)
  | { readonly by: 'push'; readonly subscription: PushSubscription; readonly message: PushMessage }
  | { readonly by: 'none'; readonly why: 'failed'; readonly words: string }
  | { readonly by: 'none'; readonly why: 'call-ended' };

/** What is sent for an attempt now; null when it is known already what became of it. */
export async function readyAttempt(reading: Reading, attemptId: string, keys: Keys): Promise<Ready | null> {
  const attempt = await findAttempt(reading, attemptId);
  if (attempt.state !== 'queued' && attempt.state !== 'retrying') return null;
  const call = await findCall(reading, attempt.callId);
  // Nobody is woken for a call that is over, or by a word that comes when the next were called already.
  if (call.state === 'answered' || call.state === 'stopped') return { by: 'none', why: 'call-ended' };
  if (attempt.state === 'retrying' && !isCurrentPlace(call, attempt))
    return { by: 'none', why: 'failed', words: attempt.words };
  const person = await findPerson(reading, attempt.personId);
  const subject = await findSubject(reading, call.subjectId);
  const { teamName } = await readSettings(reading.db);
  const token = await currentToken(reading, { key: keys.guestKey, subjectId: asId<'Subject'>(person.id) });
  const number = subject.number ?? call.number;
  const { locale } = person;
  const notice = writeNotice({
    number,
    priority: call.priority,
    isDrill: call.cause === 'drill',
    name: person.name,
    team: teamName,
    locale,
  });
  // A chat is read by many: the link there is that of the application, where everybody is who they are.
  const path = attempt.way === 'chat' || token === null ? '/governance/call-outs' : `/g/${token}`;
  if (attempt.way === 'push') {
    const device = attempt.deviceId === null ? null : await findDevice(reading, attempt.deviceId);
    const subscription = device === null ? null : openSubscription(device, keys.secretKey);
    if (subscription === null) return { by: 'none', why: 'failed', words: '' };
    const { title, line: body } = notice;
    // A further round replaces the message of the one before, and rings again.
    const message = { title, body, path, tag: `call ${person.id}`, language: locale, isUrgent: true } as const;
    return { by: 'push', subscription, message };
  }
  if (attempt.adapterId === null) return null;
  const adapter = await findAdapter(reading, attempt.adapterId);
  const { publicUrl, secretKey } = keys;
  const link = `${publicUrl}${path}`;
  return {
    by: 'service',
    definition: adapter,
    headers: openHeaders(adapter.sealedHeaders, { key: secretKey, adapterId: adapter.id }),
    values: {
      number,
      priority: call.priority === null ? '' : String(call.priority),
      link,
      text: `${notice.short} ${link}`,
      name: person.name,
      address: attempt.address,
      team: teamName,
      word: attemptId,
      receipt: addressOfWord({ publicUrl, key: secretKey, attemptId }),
    },
  };
}
