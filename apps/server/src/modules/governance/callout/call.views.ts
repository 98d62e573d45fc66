import type { ResponseOf, RouteWith } from '@matoi/contract';
import { actorLink } from '../../../platform/access/index.ts';
import type { Reading } from '../../../platform/commands/index.ts';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import type { Attempt, CalledPerson, CallOut, PhoneCall } from './call.model.ts';
import { figuresOf, personState, secondsToAnswer, shortened } from './call.rules.ts';

/** What a page of calls was loaded with. */
export type CallParts = {
  readonly people: readonly CalledPerson[];
  readonly attempts: readonly Attempt[];
  readonly phoneCalls: readonly PhoneCall[];
  readonly subjects: ReadonlyMap<string, SubjectLink>;
  /** Numbers to tap, by member; empty for those who may not call. */
  readonly phones: ReadonlyMap<string, readonly string[]>;
  /** The names that each target of a call stands for now, by call and step. */
  readonly names: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** The names of roles, by key. */
  readonly roles: ReadonlyMap<string, { readonly ja: string; readonly en: string }>;
  readonly mayAct: boolean;
};

type Shown = ResponseOf<RouteWith<'call-outs.show'>>;

/** A call as the contract describes it. */
export function viewCall(call: CallOut, parts: CallParts, reading: Pick<Reading, 'actor'>): Shown {
  const people = parts.people.filter(({ callId }) => callId === call.id);
  const subject = call.cause === 'drill' ? null : (parts.subjects.get(call.subjectId) ?? null);
  return {
    id: call.id,
    version: call.version,
    number: call.number,
    subject,
    cause: call.cause,
    policyName: call.policyName,
    reason: call.reason,
    priority: call.priority,
    needs: call.needs,
    state: call.state,
    round: call.progress?.round ?? null,
    step: call.progress?.step ?? null,
    steps: call.steps.map(({ target, ways, waitMinutes }, at) => ({
      target: target.kind === 'members' ? { ...target, memberIds: [...target.memberIds] } : target,
      ways: [...ways],
      waitMinutes,
      names: [...(parts.names.get(call.id)?.[at] ?? [])],
      role: target.kind === 'role' ? (parts.roles.get(target.roleKey) ?? null) : null,
    })),
    repeat: call.repeat,
    nextAt: call.nextAt?.toISOString() ?? null,
    startedAt: call.startedAt.toISOString(),
    startedBy: call.startedBy,
    endedAt: call.endedAt?.toISOString() ?? null,
    endReason: call.endReason,
    people: people.map((person) => viewPerson(person, { call, parts, reading })),
    figures: figuresOf(people, call),
    can: { act: parts.mayAct },
  };
}

function viewPerson(
  person: CalledPerson,
  {
    call,
    parts,
    reading,
  }: { readonly call: CallOut; readonly parts: CallParts; readonly reading: Pick<Reading, 'actor'> },
): Shown['people'][number] {
  const me = actorLink(reading.actor);
  return {
    id: person.id,
    memberId: person.memberId,
    name: person.name,
    phones: parts.mayAct ? [...(parts.phones.get(person.memberId) ?? [])] : [],
    state: personState(person),
    isMe: me.kind === 'user' && person.accountId === me.id,
    round: person.round,
    step: person.step,
    calledAt: person.calledAt.toISOString(),
    answeredAt: person.answeredAt?.toISOString() ?? null,
    answerText: person.answerText,
    answeredBy: person.answeredBy,
    secondsToAnswer: secondsToAnswer(call.startedAt, person.answeredAt),
    arrivedAt: person.arrivedAt?.toISOString() ?? null,
    releasedAt: person.releasedAt?.toISOString() ?? null,
    attempts: parts.attempts
      .filter(({ personId }) => personId === person.id)
      .map((attempt) => ({
        id: attempt.id,
        round: attempt.round,
        step: attempt.step,
        way: attempt.way,
        // The name that its owner gave a device is no address.
        address: attempt.way === 'push' ? attempt.address : shortened(attempt.address),
        state: attempt.state,
        reason: attempt.reason,
        words: attempt.words,
        queuedAt: attempt.queuedAt.toISOString(),
        stateAt: attempt.stateAt.toISOString(),
        history: attempt.notes.slice(0, -1).map(({ state, words, at }) => ({ state, words, at: at.toISOString() })),
      })),
    phoneCalls: parts.phoneCalls
      .filter(({ personId }) => personId === person.id)
      .map(({ id, at, isAnswered, text, by }) => ({ id, at: at.toISOString(), isAnswered, text, by })),
  };
}
