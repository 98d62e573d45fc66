import { type CallWay, callWays, type QueryOf, type ResponseOf, type RouteWith } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import type { Cursor, Page } from '../../../platform/lists/index.ts';
import { findSubject, partsBelow, subjectLinks } from '../../../platform/subjects/index.ts';
import { dutyAt, membersHolding, teamRoles } from '../team/index.ts';
import { listAdapters } from './adapter.store.ts';
import { attemptOfMessage, listAttempts, listPhoneCalls } from './attempt.store.ts';
import type { CallOut } from './call.model.ts';
import { dueOf, nextStep } from './call.rules.ts';
import { findCall, listCalls } from './call.store.ts';
import { type CallParts, viewCall } from './call.views.ts';
import { choosable, namesOf, phonesOf } from './people.queries.ts';
import { listPeople } from './person.store.ts';
import { readPolicies } from './policy.store.ts';

/** Calls that the board shows at most. */
const mostOnBoard = 20;

/** The ids of a record and of what is part of it or was merged into it, as far as the actor sees them. */
export async function idsOfWhole(reading: Reading, ref: string): Promise<readonly string[]> {
  const subject = await findSubject(reading, ref);
  return [subject.id, ...(await partsBelow(reading, subject.id, [subject.kind, 'report']))];
}

/** A page of calls of one record, or of all that the actor sees. */
export async function pageOfCalls(
  reading: Reading,
  query: QueryOf<RouteWith<'call-outs.list'>>,
  cursor: Cursor | null,
): Promise<Page<CallOut> & { readonly parts: CallParts }> {
  const { subjectId, show, limit } = query;
  const subjectIds = subjectId === undefined ? undefined : await idsOfWhole(reading, subjectId);
  const page = await listCalls(reading, { subjectIds, show, cursor, limit });
  return { ...page, parts: await partsOf(reading, page.rows) };
}

async function partsOf(reading: Reading, calls: readonly CallOut[]): Promise<CallParts> {
  const people = await listPeople(
    reading,
    calls.map(({ id }) => id),
  );
  const personIds = people.map(({ id }) => id);
  const mayAct = reading.actor.permissions.has('call-out-people.phone');
  const names = new Map<string, readonly (readonly string[])[]>();
  // Only what still comes is asked of the roster; what was called stands with the people.
  for (const call of calls) {
    if (call.state !== 'running') continue;
    const all = [];
    for (const { target } of call.steps) all.push(await namesOf(reading.db, target, reading.now));
    names.set(call.id, all);
  }
  return {
    people,
    attempts: await listAttempts(reading, personIds),
    phoneCalls: await listPhoneCalls(reading, personIds),
    subjects: await subjectLinks(
      reading,
      calls.map(({ subjectId }) => subjectId),
    ),
    phones: mayAct
      ? await phonesOf(
          reading.db,
          people.map(({ memberId }) => memberId),
        )
      : new Map(),
    names,
    roles: new Map(teamRoles.map(({ key, name }) => [key, name])),
    mayAct,
  };
}

/** One call as its page shows it. A restricted record that it is for counts as looked at. */
export async function showCall(reading: Reading, id: string): Promise<ResponseOf<RouteWith<'call-outs.show'>>> {
  const call = await findCall(reading, id);
  await findSubject(reading, call.subjectId);
  return viewCall(call, await partsOf(reading, [call]), reading);
}

/** What the board says of calls: those that nobody has taken, and whether any rule would call at all. */
export async function boardOfCalls(reading: Reading): Promise<ResponseOf<RouteWith<'call-outs.board'>>> {
  const { rows } = await listCalls(reading, {
    subjectIds: undefined,
    show: ['open'],
    cursor: null,
    limit: mostOnBoard,
  });
  const shown = rows.slice(0, mostOnBoard);
  const parts = await partsOf(reading, shown);
  const { policies } = await readPolicies(reading);
  return {
    items: shown.map((call) => viewCall(call, parts, reading)),
    hasPolicyOn: policies.some(({ isOn }) => isOn),
  };
}

/** Who can be called now, and on which ways. */
export async function targetsNow(
  reading: Reading,
  { hasRelay }: { readonly hasRelay: boolean },
): Promise<ResponseOf<RouteWith<'call-outs.targets'>>> {
  const { db, now: at } = reading;
  const adapters = (await listAdapters(reading)).filter(({ isOn }) => isOn);
  const members = await choosable(db);
  const isReady = (way: CallWay) => {
    if (way === 'mail') return hasRelay;
    // Push needs no service, but somebody who has turned it on.
    return way === 'push' ? members.some(({ ways }) => ways.includes(way)) : adapters.some(({ kind }) => kind === way);
  };
  const roles = [];
  for (const { key, name } of teamRoles) {
    const names = (await membersHolding(db, { roleKey: key, at })).map(({ name }) => name);
    roles.push({ key, name: { ...name }, names });
  }
  return {
    duty: (await dutyAt(db, { at })).map(({ rank, memberId, name }) => ({ rank, memberId, name })),
    roles,
    members: members.map(({ id, name, ways }) => ({ id, name, ways: [...ways] })),
    ways: callWays.map((way) => ({ way, isReady: isReady(way) })),
  };
}

/**
 * What is to be done about a step that was taken: nothing any more when the call has gone on or has ended, to wait, or to
 * go on now.
 */
export async function lookAt(
  reading: Reading,
  { callId, round, step }: { readonly callId: string; readonly round: number; readonly step: number },
): Promise<{ readonly is: 'ended' | 'due' } | { readonly is: 'waiting'; readonly until: Date }> {
  const call = await findCall(reading, callId);
  const { progress } = call;
  if (call.state !== 'running' || progress === null || progress.round !== round || progress.step !== step)
    return { is: 'ended' };
  const next = nextStep(call, await listPeople(reading, [callId]), reading.now);
  if (next.act === 'wait') return { is: 'waiting', until: next.until };
  return { is: dueOf(call) === null ? 'ended' : 'due' };
}

/** The accounts of those who were called in a step, by a call that is no exercise. */
export async function calledInStep(
  reading: Reading,
  { callId, round, step }: { readonly callId: string; readonly round: number; readonly step: number },
): Promise<readonly string[]> {
  if (await isDrill(reading, callId)) return [];
  const people = await listPeople(reading, [callId]);
  const called = people.filter((person) => person.round === round && person.step === step && person.answer === null);
  return called.flatMap(({ accountId }) => accountId ?? []);
}

/** Whether a mail was sent for a call. */
export async function isCallMail(reading: Reading, messageId: string): Promise<boolean> {
  return (await attemptOfMessage(reading, messageId)) !== null;
}

/** Who is told what becomes of a call: whoever began it by hand. */
export async function starterOf(reading: Reading, callId: string): Promise<string | null> {
  const { startedBy, cause } = await findCall(reading, callId);
  return startedBy.kind === 'user' && cause === 'hand' ? startedBy.id : null;
}

/** Whether a call is an exercise. */
export async function isDrill(reading: Reading, callId: string): Promise<boolean> {
  return (await findCall(reading, callId)).cause === 'drill';
}
