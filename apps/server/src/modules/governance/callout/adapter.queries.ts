import { asId } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { currentToken } from '../../../platform/guests/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import { openHeaders } from './adapter.map.ts';
import type { AdapterDefinition, Header } from './adapter.model.ts';
import type { Values } from './adapter.rules.ts';
import { findAdapter, listAdapters } from './adapter.store.ts';
import { viewAdapter } from './adapter.views.ts';
import { findAttempt } from './attempt.store.ts';
import { findCall } from './call.store.ts';
import { writeNotice } from './notice.map.ts';
import { findPerson } from './person.store.ts';

export type Keys = { readonly guestKey: Buffer; readonly secretKey: Buffer; readonly publicUrl: string };

/** A request that is ready to leave. */
export type Ready = {
  readonly definition: AdapterDefinition;
  readonly headers: readonly Header[];
  readonly values: Values;
};

/** What is sent for an attempt; null when it is over, or when the service was switched off in the meantime. */
export async function readyAttempt(reading: Reading, attemptId: string, keys: Keys): Promise<Ready | null> {
  const attempt = await findAttempt(reading, attemptId);
  if (attempt.state !== 'queued' || attempt.adapterId === null) return null;
  const person = await findPerson(reading, attempt.personId);
  const call = await findCall(reading, attempt.callId);
  const subject = await findSubject(reading, call.subjectId);
  const adapter = await findAdapter(reading, attempt.adapterId);
  const { teamName } = await readSettings(reading.db);
  const token = await currentToken(reading, { key: keys.guestKey, subjectId: asId<'Subject'>(person.id) });
  const number = subject.number ?? call.number;
  const notice = writeNotice({
    number,
    priority: call.priority,
    isDrill: call.cause === 'drill',
    name: person.name,
    team: teamName,
    locale: person.locale,
  });
  // A chat is read by many: the link there is that of the application, where everybody is who they are.
  const link =
    attempt.way === 'chat' || token === null
      ? `${keys.publicUrl}/governance/call-outs`
      : `${keys.publicUrl}/g/${token}`;
  return {
    definition: adapter,
    headers: openHeaders(adapter.sealedHeaders, { key: keys.secretKey, adapterId: adapter.id }),
    values: {
      number,
      priority: call.priority === null ? '' : String(call.priority),
      link,
      text: `${notice.short} ${link}`,
      name: person.name,
      address: attempt.address,
      team: teamName,
    },
  };
}

/** What a test of a service sends: clearly a test, to an address that is given. */
export async function readyTest(
  reading: Reading,
  asked: { readonly id: string; readonly address: string; readonly sentence: string },
  keys: Keys,
): Promise<Ready> {
  const adapter = await findAdapter(reading, asked.id);
  const { teamName } = await readSettings(reading.db);
  const link = `${keys.publicUrl}/governance/call-outs`;
  return {
    definition: adapter,
    headers: openHeaders(adapter.sealedHeaders, { key: keys.secretKey, adapterId: adapter.id }),
    values: {
      number: 'TEST-0000-0000',
      priority: '',
      link,
      text: `${asked.sentence} ${link}`,
      name: reading.actor.name,
      address: asked.address,
      team: teamName,
    },
  };
}

/** All services, without their secrets. */
export async function shownAdapters(reading: Reading) {
  return { items: (await listAdapters(reading)).map(viewAdapter) };
}
