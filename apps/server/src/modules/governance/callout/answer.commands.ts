import type { BodyOf, CallAnswer, CallPageAct, RouteWith } from '@matoi/contract';
import { asId, type Refusal, refusal, type SubjectId } from '@matoi/kernel';
import { type Actor, type ActorLink, actorLink } from '../../../platform/access/index.ts';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { currentToken, noteUse } from '../../../platform/guests/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import { recordAct } from '../../casework/journal/index.ts';
import { insertPhoneCall } from './attempt.store.ts';
import type { CalledPerson, CallOut } from './call.model.ts';
import { showCall } from './call.queries.ts';
import { mayAnswer } from './call.rules.ts';
import { findCall, updateCall } from './call.store.ts';
import { findPerson, updatePerson } from './person.store.ts';

type Loaded = { readonly call: CallOut; readonly person: CalledPerson };

/** Clocks of people and servers differ a little. Milliseconds. */
const clockTolerance = 2 * 60_000;

/** Loads somebody who was called. The call is locked first, always. */
async function loadPerson(work: Work, id: string): Promise<Loaded> {
  const { callId } = await findPerson(work, id);
  const call = await findCall(work, callId, { forUpdate: true });
  await findSubject(work, call.subjectId);
  return { call, person: await findPerson(work, id) };
}

/**
 * Writes what somebody said and what follows. One who takes it ends a call that needs one, also a silent one: whoever wakes
 * up late is welcome. A refusal may make the next step due at once; that is looked at after the commit.
 */
export async function recordAnswer(
  work: Work,
  { call, person }: Loaded,
  given: { readonly answer: CallAnswer; readonly text: string; readonly by: ActorLink; readonly at: Date },
): Promise<void> {
  const { answer, text, by, at } = given;
  const subjectId = asId<'Subject'>(call.subjectId);
  const isTaken = answer === 'acknowledged';
  await updatePerson(work, person.id, {
    answer,
    answeredAt: at,
    answerText: text,
    answeredBy: by,
    // An exercise is no duty.
    arrivedAt: isTaken && call.cause !== 'drill' ? at : null,
  });
  if (isTaken && (call.state === 'silent' || (call.state === 'running' && call.needs === 'one')))
    await updateCall(work, call.id, { state: 'answered', nextAt: null });
  if (call.cause !== 'drill')
    await recordAct(work, subjectId, {
      code: `call-out.${answer}`,
      lane: 'us',
      occurredAt: at,
      params: { number: call.number, name: person.name, text },
      author: by,
    });
  work.fact({ kind: 'call-out.answered', callId: call.id, personId: person.id, answer }, subjectId);
}

async function recordRelease(work: Work, { call, person }: Loaded, by: ActorLink): Promise<void> {
  const subjectId = asId<'Subject'>(call.subjectId);
  await updatePerson(work, person.id, { releasedAt: work.now });
  if (call.cause !== 'drill')
    await recordAct(work, subjectId, {
      code: 'call-out.released',
      lane: 'us',
      params: { number: call.number, name: person.name },
      author: by,
    });
  work.fact({ kind: 'call-out.changed', callId: call.id }, subjectId);
}

type AsGuest = {
  readonly linkId: string;
  readonly personId: SubjectId;
  /** Where the person's record is: the one compartment that this act writes into. */
  readonly compartmentId: number;
  readonly act: CallPageAct;
  readonly text: string;
  readonly onTaken: () => void;
};

/** What somebody who was called says on the page of the link. Answers nothing of the record. */
export const answerOnPage = defineCommand({
  id: 'call-page.answer',
  writesInto: ({ compartmentId }: AsGuest) => [compartmentId],
  load: (work: Work, { personId }: AsGuest) => loadPerson(work, personId),
  // The link is the permission for this one person; another one is as if it did not exist.
  permit: (actor: Actor, { person }) =>
    actor.guestSubject === person.id ? null : refusal('guest-links.find.not-found'),
  decide: ({ call, person }, { act }): { readonly act: CallPageAct } | Refusal =>
    mayAnswer(call, person, act) ? { act } : refusal('call-out-people.answer.over'),
  async record(work, { loaded, change: { act }, input }) {
    const by = { kind: 'guest', id: loaded.person.id, name: loaded.person.name } as const;
    if (act === 'released') await recordRelease(work, loaded, by);
    else await recordAnswer(work, loaded, { answer: act, text: input.text, by, at: work.now });
    await noteUse(work, input.linkId);
    input.onTaken();
    return {
      subjectId: asId<'Subject'>(loaded.call.subjectId),
      audit: { personId: loaded.person.id, act },
      facts: [],
      result: null,
    };
  },
  show: async () => null,
});

type OfPerson<Body> = { readonly params: { readonly id: string }; readonly body: Body };

/** Somebody signed in answers for themselves, or notes what the person said to them. */
export const answerCall = defineCommand({
  id: 'call-out-people.answer',
  load: (work: Work, { params }: OfPerson<BodyOf<RouteWith<'call-out-people.answer'>>>) => loadPerson(work, params.id),
  permit: permitAll,
  decide: ({ call, person }, { body }) =>
    mayAnswer(call, person, body.answer) ? body : refusal('call-out-people.answer.over'),
  async record(work, { loaded, change: { answer, text } }) {
    await recordAnswer(work, loaded, { answer, text, by: actorLink(work.actor), at: work.now });
    return {
      subjectId: asId<'Subject'>(loaded.call.subjectId),
      audit: { personId: loaded.person.id, answer },
      facts: [],
      result: loaded.call.id,
    };
  },
  show: (work, id) => showCall(work, id),
});

function momentOrRefusal(text: string | undefined, now: Date, path: string): Date | Refusal {
  const at = text === undefined ? now : new Date(text);
  if (at.getTime() > now.getTime() + clockTolerance)
    return refusal('call-out-people.phone.in-the-future', {}, [{ path, code: 'call-out-people.phone.in-the-future' }]);
  return at > now ? now : at;
}

/** Somebody dialled a number; who, when, whether somebody took it up, and what they said. */
export const notePhoneCall = defineCommand({
  id: 'call-out-people.phone',
  load: (work: Work, { params }: OfPerson<BodyOf<RouteWith<'call-out-people.phone'>>>) => loadPerson(work, params.id),
  permit: permitAll,
  decide({ call, person }, { body }, { now }) {
    const at = momentOrRefusal(body.at, now, 'body.at');
    if (!(at instanceof Date)) return at;
    const { isAnswered, text } = body;
    const answer = isAnswered ? body.answer : null;
    if (answer !== null && !mayAnswer(call, person, answer)) return refusal('call-out-people.answer.over');
    return { at, isAnswered, text, answer };
  },
  async record(work, { loaded, change: { at, isAnswered, text, answer } }) {
    const { call, person } = loaded;
    const subjectId = asId<'Subject'>(call.subjectId);
    await insertPhoneCall(work, { personId: person.id, subjectId: call.subjectId, at, isAnswered, text });
    if (call.cause !== 'drill')
      await recordAct(work, subjectId, {
        code: isAnswered ? 'call-out.phoned' : 'call-out.phoned-in-vain',
        lane: 'us',
        occurredAt: at,
        params: { number: call.number, name: person.name, text },
      });
    if (answer !== null) await recordAnswer(work, loaded, { answer, text, by: actorLink(work.actor), at });
    return {
      subjectId,
      audit: { personId: person.id, isAnswered, answer, at },
      facts: [{ kind: 'call-out.changed' as const, callId: call.id }],
      result: call.id,
    };
  },
  show: (work, id) => showCall(work, id),
});

type OfLink = {
  readonly params: { readonly id: string };
  readonly keys: { readonly guestKey: Buffer; readonly publicUrl: string };
};

/**
 * Shows the page of somebody who was called, to be given by other means: while mail is withheld, or when no way works.
 * Whoever may note what people answer could answer for them anyway; that somebody asked for it is in the audit log.
 */
export const showLink = defineCommand({
  id: 'call-out-people.link',
  async load(work: Work, { params, keys }: OfLink) {
    const { call, person } = await loadPerson(work, params.id);
    return {
      call,
      person,
      token: await currentToken(work, { key: keys.guestKey, subjectId: asId<'Subject'>(person.id) }),
    };
  },
  permit: permitAll,
  decide: ({ token }) => (token === null ? refusal('call-out-people.link.ended') : { token }),
  async record(_work, { loaded: { call, person }, change: { token }, input: { keys } }) {
    return {
      subjectId: asId<'Subject'>(call.subjectId),
      audit: { personId: person.id },
      facts: [],
      result: `${keys.publicUrl}/g/${token}`,
    };
  },
  show: async (_work, link) => ({ link }),
});

/** Says from when to when somebody was on duty for a call. */
export const bookHours = defineCommand({
  id: 'call-out-people.book',
  load: (work: Work, { params }: OfPerson<BodyOf<RouteWith<'call-out-people.book'>>>) => loadPerson(work, params.id),
  permit: permitAll,
  decide({ person }, { body }, { now }) {
    if (person.answer !== 'acknowledged') return refusal('call-out-people.book.not-on-duty');
    const arrivedAt = momentOrRefusal(body.arrivedAt, now, 'body.arrivedAt');
    if (!(arrivedAt instanceof Date)) return arrivedAt;
    const releasedAt = body.releasedAt === null ? null : momentOrRefusal(body.releasedAt, now, 'body.releasedAt');
    if (releasedAt !== null && !(releasedAt instanceof Date)) return releasedAt;
    if (releasedAt !== null && releasedAt < arrivedAt)
      return refusal('call-out-people.book.wrong-order', {}, [
        { path: 'body.releasedAt', code: 'call-out-people.book.wrong-order' },
      ]);
    return { arrivedAt, releasedAt };
  },
  async record(work, { loaded: { call, person }, change }) {
    await updatePerson(work, person.id, change);
    const { arrivedAt, releasedAt } = person;
    return {
      subjectId: asId<'Subject'>(call.subjectId),
      audit: { personId: person.id, before: { arrivedAt, releasedAt }, after: change },
      facts: [{ kind: 'call-out.changed' as const, callId: call.id }],
      result: call.id,
    };
  },
  show: (work, id) => showCall(work, id),
});
