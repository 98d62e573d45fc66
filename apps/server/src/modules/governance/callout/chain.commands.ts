import { callLinkDays, callPermits, type WithheldReason } from '@matoi/contract';
import { asId, type SubjectId } from '@matoi/kernel';
import type { Work } from '../../../platform/commands/index.ts';
import { createGuestLink, setLinkExpiry } from '../../../platform/guests/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { findSubject, registerSubject, setParent } from '../../../platform/subjects/index.ts';
import { queueLinkMail } from '../../casework/correspondence/index.ts';
import { recordAct } from '../../casework/journal/index.ts';
import type { Adapter } from './adapter.model.ts';
import { listAdapters } from './adapter.store.ts';
import { insertAttempt, insertAttemptNote, listAttempts } from './attempt.store.ts';
import type { CalledPerson, Callee, CallOut, Step, Way } from './call.model.ts';
import { dueOf, isUnreached, nextStep, type Place, toCall, waysFor } from './call.rules.ts';
import { findCall, updateCall } from './call.store.ts';
import { writeNotice } from './notice.map.ts';
import { calleesOf } from './people.queries.ts';
import { insertPerson, listPeople, updatePerson } from './person.store.ts';

const day = 86_400_000;

/** What sending needs from the installation. */
export type Sending = { readonly key: Buffer; readonly hasRelay: boolean };

/**
 * Does what the chain of a call says until there is something to wait for: calls the people of the next steps, or ends the
 * call. Everything is written in the transaction that queues what leaves, so that a killed program neither forgets nor
 * repeats a step. The call is locked by the caller; whoever runs this sees the record and the open compartment.
 */
export async function advance(work: Work, callId: string, sending: Sending): Promise<void> {
  for (;;) {
    const call = await findCall(work, callId);
    const people = await listPeople(work, [callId]);
    const next = nextStep(call, people, work.now);
    switch (next.act) {
      case 'nothing':
      case 'wait':
        return;
      case 'answered':
        await updateCall(work, callId, { state: 'answered', nextAt: null });
        work.fact({ kind: 'call-out.changed', callId }, asId<'Subject'>(call.subjectId));
        return;
      case 'silent':
        await endSilent(work, call);
        return;
      case 'call':
        await takeStep(work, { call, people, place: next, sending });
        break;
    }
  }
}

/** Nobody is left to be called and nobody has taken it: everybody who leads is told, and the board shows it. */
async function endSilent(work: Work, call: CallOut): Promise<void> {
  const subjectId = asId<'Subject'>(call.subjectId);
  await updateCall(work, call.id, { state: 'silent', nextAt: null });
  if (call.cause !== 'drill')
    await recordAct(work, subjectId, { code: 'call-out.silent', lane: 'us', params: { number: call.number } });
  work.fact({ kind: 'call-out.silent', callId: call.id }, subjectId);
}

/** Takes one step: whoever its target names now is called on the ways of the step. */
export async function takeStep(
  work: Work,
  given: {
    readonly call: CallOut;
    readonly people: readonly CalledPerson[];
    readonly place: Place;
    readonly sending: Sending;
  },
): Promise<void> {
  const { call, people, place, sending } = given;
  const subjectId = asId<'Subject'>(call.subjectId);
  const { round, step: index } = place;
  const step = call.steps[index];
  if (step === undefined) throw new TypeError(`a call has no step ${index}`);
  const named = toCall(await calleesOf(work.db, step.target, work.now), people, work.now);
  const adapters = (await listAdapters(work)).filter(({ isOn }) => isOn);
  for (const [at, callee] of named.entries()) {
    const person = await enterPerson(work, {
      call,
      callee,
      place: { round, step: index },
      known: people.find(({ memberId }) => memberId === callee.memberId) ?? null,
      rank: people.length + at,
      key: sending.key,
    });
    await callOnWays(work, { call, callee, person, step, place: { round, step: index }, adapters, sending });
  }
  const progress = { round, step: index, at: work.now };
  await updateCall(work, call.id, { progress, nextAt: dueOf({ steps: call.steps, progress }) });
  if (call.cause !== 'drill' && named.length > 0)
    await recordAct(work, subjectId, {
      code: 'call-out.called',
      lane: 'us',
      params: { number: call.number, names: named.map(({ name }) => name).join('、'), count: String(named.length) },
    });
  work.fact({ kind: 'call-out.stepped', callId: call.id, round, step: index }, subjectId);
}

/** A person enters a call with a link of their own, or is called again. */
async function enterPerson(
  work: Work,
  given: {
    readonly call: CallOut;
    readonly callee: Callee;
    readonly place: Place;
    readonly known: CalledPerson | null;
    readonly rank: number;
    readonly key: Buffer;
  },
): Promise<{ readonly id: SubjectId }> {
  const { call, callee, place, known } = given;
  if (known !== null) {
    await updatePerson(work, known.id, { place, isUnreached: false });
    return { id: asId<'Subject'>(known.id) };
  }
  const subject = await findSubject(work, call.subjectId);
  const number = `${call.number}-${String(given.rank + 1).padStart(2, '0')}`;
  const id = await registerSubject(work, {
    kind: 'call-person',
    number,
    title: number,
    compartmentId: subject.compartmentId,
  });
  await setParent(work, id, subject.id);
  await insertPerson(work, {
    id,
    callId: call.id,
    subjectId: subject.id,
    rank: given.rank,
    number,
    memberId: callee.memberId,
    accountId: callee.accountId,
    name: callee.name,
    locale: callee.locale,
    ...place,
  });
  await createGuestLink(work, { key: given.key, subjectId: id, permits: callPermits, locale: callee.locale });
  await setLinkExpiry(work, id, new Date(work.now.getTime() + callLinkDays * day));
  return { id };
}

type OnWays = {
  readonly call: CallOut;
  readonly callee: Callee;
  readonly person: { readonly id: SubjectId };
  readonly step: Step;
  readonly place: Place;
  readonly adapters: readonly Adapter[];
  readonly sending: Sending;
};

/** Queues a word on each way, or notes why none leaves on it. */
async function callOnWays(work: Work, given: OnWays): Promise<void> {
  const { callee, person, step, place } = given;
  const ways = waysFor(step, callee.ways);
  // Also this is kept: somebody could not be called at all, and why.
  const nowhere: readonly Way[] = [{ way: step.ways[0] ?? 'mail', address: '', deviceId: null }];
  for (const way of ways.length === 0 ? nowhere : ways) await callOnWay(work, given, way);
  const states = (await listAttempts(work, [person.id]))
    .filter((attempt) => attempt.round === place.round && attempt.step === place.step)
    .map(({ state }) => state);
  if (isUnreached(states)) await updatePerson(work, person.id, { isUnreached: true });
}

async function callOnWay(work: Work, given: OnWays, { way, address, deviceId }: Way): Promise<void> {
  const { call, callee, person, place, adapters, sending } = given;
  const subjectId = asId<'Subject'>(call.subjectId);
  const attempt = { callId: call.id, personId: person.id, subjectId: call.subjectId, ...place, way, address };
  const none = { adapterId: null, deviceId: null, messageId: null };
  const withheld = async (reason: WithheldReason, messageId: string | null = null) => {
    const attemptId = await insertAttempt(work, { ...attempt, ...none, messageId });
    await insertAttemptNote(work, { attemptId, subjectId: call.subjectId, state: 'withheld', reason });
  };
  if (address === '') return withheld(way === 'push' ? 'no-device' : 'no-address');
  if (way === 'mail') {
    const mail = await queueCallMail(work, { call, callee, person, address, hasRelay: sending.hasRelay });
    if (mail.withheld !== null) return withheld('mail-withheld', mail.messageId);
    await insertAttempt(work, { ...attempt, ...none, messageId: mail.messageId });
    return;
  }
  const adapterId = adapters.find(({ kind }) => kind === way)?.id ?? null;
  if (way !== 'push' && adapterId === null) return withheld('no-adapter');
  const attemptId = await insertAttempt(work, { ...attempt, adapterId, deviceId, messageId: null });
  work.fact({ kind: 'call-attempt.queued', callId: call.id, attemptId }, subjectId);
}

async function queueCallMail(
  work: Work,
  given: {
    readonly call: CallOut;
    readonly callee: Callee;
    readonly person: { readonly id: SubjectId };
    readonly address: string;
    readonly hasRelay: boolean;
  },
) {
  const { call, callee, person, address, hasRelay } = given;
  const subject = await findSubject(work, call.subjectId);
  const { teamName } = await readSettings(work.db);
  const notice = writeNotice({
    number: subject.number ?? call.number,
    priority: call.priority,
    isDrill: call.cause === 'drill',
    name: callee.name,
    team: teamName,
    locale: callee.locale,
  });
  return queueLinkMail(work, subject.id, {
    title: notice.title,
    text: notice.text,
    to: { name: callee.name, address },
    locale: callee.locale,
    linkOf: person.id,
    // Whoever clicks asked for this mail now; a rule is the program's own doing and can be switched off with it.
    isAutomatic: call.cause === 'policy',
    hasRelay,
  });
}
