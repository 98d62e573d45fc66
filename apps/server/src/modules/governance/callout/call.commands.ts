import { type BodyOf, openCompartment, type RouteWith } from '@matoi/contract';
import { asId, type Refusal, refusal } from '@matoi/kernel';
import type { Actor } from '../../../platform/access/index.ts';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import {
  findSubject,
  mayAnnotate,
  nextNumber,
  registerSubject,
  type Subject,
} from '../../../platform/subjects/index.ts';
import { recordAct } from '../../casework/journal/index.ts';
import type { CallOut } from './call.model.ts';
import { showCall } from './call.queries.ts';
import { placeAfter } from './call.rules.ts';
import { findCall, insertCall, updateCall } from './call.store.ts';
import { advance, type Sending, takeStep } from './chain.commands.ts';
import { calleesOf } from './people.queries.ts';
import { listPeople } from './person.store.ts';

type Entered = Pick<CallOut, 'subjectId' | 'cause' | 'reason' | 'priority' | 'needs' | 'steps' | 'repeat'> &
  Pick<CallOut, 'policyId' | 'policyName'>;

/**
 * Begins a call in the transaction of another act and takes its first step. Whether the record takes it is asked by the
 * caller; whoever runs this sees the record and the open compartment, where the team is.
 */
export async function enterCall(work: Work, entered: Entered, sending: Sending): Promise<string> {
  const id: string = work.newId<'CallOut'>();
  const number = await nextNumber(work, 'CALL');
  const subjectId = asId<'Subject'>(entered.subjectId);
  await insertCall(work, { ...entered, id, number });
  if (entered.cause !== 'drill') {
    await recordAct(work, subjectId, {
      code: entered.cause === 'policy' ? 'call-out.begun-by-rule' : 'call-out.begun',
      lane: 'us',
      params: { number, reason: entered.reason, name: entered.policyName ?? '' },
    });
    await indexText(work, { subjectId, part: `call-out ${id}`, texts: [number, entered.reason] });
  }
  work.fact({ kind: 'call-out.started', callId: id }, subjectId);
  await advance(work, id, sending);
  return id;
}

/** The steps of a call that somebody begins by hand: one for each target, in their order. */
function stepsOf(body: Pick<BodyOf<RouteWith<'call-outs.drill'>>, 'targets' | 'ways' | 'waitMinutes'>) {
  const { ways, waitMinutes } = body;
  return body.targets.map((target) => ({ target, ways, waitMinutes }));
}

async function isAnybodyMeant(work: Work, steps: CallOut['steps']): Promise<boolean> {
  for (const { target } of steps) if ((await calleesOf(work.db, target, work.now)).length > 0) return true;
  return false;
}

type Start = { readonly body: BodyOf<RouteWith<'call-outs.start'>>; readonly sending: Sending };

/** Somebody calls people for a record. */
export const startCall = defineCommand({
  id: 'call-outs.start',
  async load(work: Work, { body }: Start) {
    const subject = await findSubject(work, body.subjectId);
    const refused = await mayAnnotate(work, subject);
    return { subject, refused, isMeant: await isAnybodyMeant(work, stepsOf(body)) };
  },
  permit: (_actor, { refused }) => refused,
  decide({ subject, isMeant }, { body }): { readonly steps: CallOut['steps'] } | Refusal {
    if (subject.kind !== 'report' && subject.kind !== 'incident') return refusal('call-outs.start.not-here');
    return isMeant ? { steps: stepsOf(body) } : nobody;
  },
  async record(work, { loaded: { subject }, change: { steps }, input: { body, sending } }) {
    const { reason, needs } = body;
    const id = await enterCall(
      work,
      {
        subjectId: subject.id,
        cause: 'hand',
        policyId: null,
        policyName: null,
        reason,
        priority: body.priority ?? (await priorityOf(work, subject)),
        needs,
        steps,
        repeat: 0,
      },
      sending,
    );
    return { subjectId: subject.id, audit: { callId: id, reason, needs, steps }, facts: [], result: id };
  },
  show: (work, id) => showCall(work, id),
});

const nobody = refusal('call-outs.start.nobody', {}, [{ path: 'body.targets', code: 'call-outs.start.nobody' }]);

async function priorityOf(work: Work, subject: Subject) {
  return (await work.kinds.get(subject.kind)?.signals?.of(work, subject))?.priority ?? null;
}

type Drill = { readonly body: BodyOf<RouteWith<'call-outs.drill'>>; readonly sending: Sending };

/** Somebody calls people as an exercise: a record of its own in the open compartment, on no report and no incident. */
export const startDrill = defineCommand({
  id: 'call-outs.drill',
  load: async (work: Work, { body }: Drill) => ({ isMeant: await isAnybodyMeant(work, stepsOf(body)) }),
  permit: permitAll,
  decide: ({ isMeant }, { body }) => (isMeant ? { steps: stepsOf(body) } : nobody),
  async record(work, { change: { steps }, input: { body, sending } }) {
    const number = await nextNumber(work, 'DRILL');
    const subjectId = await registerSubject(work, {
      kind: 'call-drill',
      number,
      title: number,
      compartmentId: openCompartment,
    });
    const { reason, needs } = body;
    const id = await enterCall(
      work,
      {
        subjectId,
        cause: 'drill',
        policyId: null,
        policyName: null,
        reason,
        priority: null,
        needs,
        steps,
        repeat: 0,
      },
      sending,
    );
    return { subjectId, audit: { callId: id, reason, needs, steps }, facts: [], result: id };
  },
  show: (work, id) => showCall(work, id),
});

type Follow = { readonly callId: string; readonly sending: Sending };

/** Looks at a call and does what is due. For the program alone. */
export const followCall = defineCommand({
  id: 'call-outs.follow',
  load: (work: Work, { callId }: Follow) => findCall(work, callId, { forUpdate: true }),
  permit: permitAll,
  decide: (call) => ({ call }),
  async record(work, { loaded: call, input: { callId, sending } }) {
    await advance(work, callId, sending);
    return { subjectId: asId<'Subject'>(call.subjectId), audit: { callId }, facts: [], result: null };
  },
  show: async () => null,
});

type OfCall = { readonly params: { readonly id: string } };

async function loadCall(work: Work, { params }: OfCall): Promise<CallOut> {
  const call = await findCall(work, params.id, { forUpdate: true });
  await findSubject(work, call.subjectId);
  return call;
}

/** Nobody else is called. People who said that they come keep their hours. */
export const stopCall = defineCommand({
  id: 'call-outs.stop',
  load: (work: Work, input: OfCall & { readonly body: { readonly reason: string } }) => loadCall(work, input),
  permit: permitAll,
  decide: (call, { body }) =>
    call.state === 'running' || call.state === 'silent' ? body : refusal('call-outs.stop.ended'),
  async record(work, { loaded: call, change: { reason } }) {
    const subjectId = asId<'Subject'>(call.subjectId);
    await updateCall(work, call.id, { state: 'stopped', nextAt: null, endReason: reason });
    if (call.cause !== 'drill')
      await recordAct(work, subjectId, {
        code: 'call-out.stopped',
        lane: 'us',
        params: { number: call.number, reason },
      });
    return {
      subjectId,
      audit: { callId: call.id, reason },
      facts: [{ kind: 'call-out.changed' as const, callId: call.id }],
      result: call.id,
    };
  },
  show: (work, id) => showCall(work, id),
});

/** Takes the next step of the chain without waiting for its time. */
export const nextCallStep = defineCommand({
  id: 'call-outs.next',
  load: (work: Work, input: OfCall & { readonly sending: Sending }) => loadCall(work, input),
  permit: permitAll,
  decide(call: CallOut) {
    const place = call.state !== 'running' || call.progress === null ? null : placeAfter(call, call.progress);
    return place === null ? refusal('call-outs.next.ended') : place;
  },
  async record(work, { loaded: call, change: place, input: { sending } }) {
    await takeStep(work, { call, people: await listPeople(work, [call.id]), place, sending });
    await advance(work, call.id, sending);
    return {
      subjectId: asId<'Subject'>(call.subjectId),
      audit: { callId: call.id, ...place },
      facts: [],
      result: call.id,
    };
  },
  show: (work, id) => showCall(work, id),
});

/** Who runs what the program does by itself for a record: its compartment, and the open one where the team is. */
export function withTeam(actor: Actor): Actor {
  return { ...actor, compartments: [...new Set([openCompartment, ...actor.compartments])] };
}
