import type { BodyOf, RouteWith } from '@matoi/contract';
import { isRefusal, refusal } from '@matoi/kernel';
import { actorLink } from '../../../platform/access/index.ts';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import type { DutyChange, Rotation } from './duty.model.ts';
import { shiftsOf } from './duty.rules.ts';
import {
  answerDutyChange,
  findDutyChange,
  findRotation,
  insertDutyChange,
  listRotations,
  writeRotation,
} from './duty.store.ts';
import { mayAnswer, mayWithdraw, viewChange, viewRotation } from './duty.views.ts';
import { listMembers } from './member.store.ts';
import { isSelf } from './member.views.ts';
import { gatherDuty } from './reach.queries.ts';
import { refuseRotation } from './rotation.rules.ts';

type SavedRotation = BodyOf<RouteWith<'rotations.add'>>;

/** A team has a handful; more would make nobody sure who is called. */
const mostRotations = 20;

const changed = [{ kind: 'duty.changed' as const }];
const showRotation = async (work: Work, id: string) => viewRotation(await findRotation(work, id));
const memberIds = async (work: Work) => new Set((await listMembers(work)).map(({ id }) => id));

/** Adds a rotation after those that are there. */
export const addRotation = defineCommand({
  id: 'rotations.add',
  load: async (work: Work, _input: SavedRotation) => ({
    count: (await listRotations(work)).length,
    ids: await memberIds(work),
  }),
  permit: permitAll,
  decide: ({ count, ids }, input) =>
    count >= mostRotations
      ? refusal('rotations.add.too-many', { limit: mostRotations })
      : (refuseRotation(input, ids) ?? { ...input, position: count + 1 }),
  async record(work, { change }) {
    const rotation = { ...change, id: work.newId<'Rotation'>() as string, version: 1 };
    await writeRotation(work, rotation);
    return { subjectId: null, audit: { rotation }, facts: changed, result: rotation.id };
  },
  show: showRotation,
});

/** Saves a rotation as a whole. */
export const changeRotation = defineCommand({
  id: 'rotations.change',
  load: async (work: Work, input: { readonly id: string; readonly body: SavedRotation }) => ({
    rotation: await findRotation(work, input.id, { forUpdate: true }),
    ids: await memberIds(work),
  }),
  versioned: {
    of: ({ rotation }) => rotation.version,
    show: async (_work, { rotation }) => viewRotation(rotation),
  },
  permit: permitAll,
  decide: ({ rotation, ids }, { body }) =>
    refuseRotation(body, ids) ?? { ...rotation, ...body, version: rotation.version + 1 },
  async record(work, { loaded: { rotation: before }, change }) {
    await writeRotation(work, change);
    return { subjectId: null, audit: { before, after: change }, facts: changed, result: change.id };
  },
  show: showRotation,
});

type Change = BodyOf<RouteWith<'duty-changes.override'>>;
type AskedChange = { readonly id: string; readonly body: Change };

async function loadChange(work: Work, { id }: AskedChange) {
  const rotation = await findRotation(work, id, { forUpdate: true });
  const members = await listMembers(work);
  return { rotation, members: new Map(members.map((one) => [one.id, one])) };
}

function decideChange(
  { rotation, members }: { readonly rotation: Rotation; readonly members: ReadonlyMap<string, { isActive: boolean }> },
  body: Change,
  now: Date,
) {
  const at = (code: string, field: string) => refusal(code, {}, [{ path: `body.${field}`, code }]);
  const from = new Date(body.from);
  const until = new Date(body.until);
  if (until <= from) return at('duty-changes.save.times-reversed', 'until');
  if (until <= now) return at('duty-changes.save.in-the-past', 'until');
  if (members.get(body.onMemberId)?.isActive !== true) return at('duty-changes.save.person-unknown', 'onMemberId');
  if (body.level > rotation.levels.length) return at('duty-changes.save.level-unknown', 'level');
  return { rotationId: rotation.id, level: body.level, from, until, onMemberId: body.onMemberId, reason: body.reason };
}

async function recordChange(
  work: Work,
  given: Omit<DutyChange, 'id' | 'askedAt' | 'askedBy'>,
): Promise<{ readonly id: string; readonly audit: Record<string, unknown> }> {
  const id = work.newId<'DutyChange'>() as string;
  await insertDutyChange(work, { ...given, id, askedAt: work.now, askedBy: actorLink(work.actor) });
  const { from, until, ...rest } = given;
  return { id, audit: { changeId: id, ...rest, from: from.toISOString(), until: until.toISOString() } };
}

async function showChange(work: Work, id: string) {
  const members = new Map((await listMembers(work)).map((one) => [one.id, one]));
  return viewChange(await findDutyChange(work, id), { actor: work.actor, now: work.now, members });
}

/** Puts somebody on duty for a time, whoever has the turn. */
export const overrideDuty = defineCommand({
  id: 'duty-changes.override',
  load: loadChange,
  permit: permitAll,
  decide: (loaded, { body }, { now }) => decideChange(loaded, body, now),
  async record(work, { change }) {
    const { id, audit } = await recordChange(work, { ...change, kind: 'override', state: 'agreed' });
    return { subjectId: null, audit, facts: changed, result: id };
  },
  show: showChange,
});

/** Asks somebody to take over the own duty for a time. */
export const askSwap = defineCommand({
  id: 'duty-changes.ask',
  async load(work: Work, input: AskedChange) {
    const loaded = await loadChange(work, input);
    const own = [...loaded.members.values()].find((member) => isSelf(work.actor, member)) ?? null;
    const from = new Date(input.body.from);
    const until = new Date(input.body.until);
    const isAsked = until > from && until > work.now && until.getTime() - from.getTime() <= longestSwapMs;
    const gathered = isAsked ? await gatherDuty(work, from) : null;
    const shifts = gathered === null ? [] : shiftsOf(gathered.givenFor(loaded.rotation), from, until);
    const people = shifts.flatMap((shift) => shift.people.filter(({ level }) => level === input.body.level));
    const isOwn = people.length > 0 && people.every(({ memberId }) => memberId === own?.id);
    return { ...loaded, own, isOwn };
  },
  permit: (_actor, { own }) => (own === null ? refusal('duty-changes.ask.not-own') : null),
  decide(loaded, { body }, { now }) {
    const change = decideChange(loaded, body, now);
    if (isRefusal(change)) return change;
    return loaded.isOwn && change.onMemberId !== loaded.own?.id ? change : refusal('duty-changes.ask.not-own');
  },
  async record(work, { loaded, change }) {
    const { id, audit } = await recordChange(work, { ...change, kind: 'swap', state: 'asked' });
    const accountId = loaded.members.get(change.onMemberId)?.accountId ?? null;
    return {
      subjectId: null,
      audit,
      facts: [{ kind: 'duty-swap.asked' as const, changeId: id, accountId }],
      result: id,
    };
  },
  show: showChange,
});

/** A swap is for days, not for a year. */
const longestSwapMs = 92 * 86_400_000;

async function loadAsked(work: Work, input: { readonly id: string }) {
  const change = await findDutyChange(work, input.id);
  const members = new Map((await listMembers(work)).map((one) => [one.id, one]));
  return { change, members };
}

/** Who was asked agrees or declines. */
export const answerSwap = defineCommand({
  id: 'duty-changes.answer',
  load: (work: Work, input: { readonly id: string; readonly isAgreed: boolean }) => loadAsked(work, input),
  permit: (actor, { change, members }) =>
    mayAnswer(actor, change, members.get(change.onMemberId)) ? null : refusal('duty-changes.answer.not-asked'),
  decide: ({ change }, { isAgreed }, { now }) =>
    change.state !== 'asked' || change.until <= now
      ? refusal('duty-changes.answer.answered')
      : { state: isAgreed ? ('agreed' as const) : ('declined' as const) },
  async record(work, { loaded: { change }, change: { state } }) {
    await answerDutyChange(work, change.id, state);
    const accountId = change.askedBy.kind === 'user' ? change.askedBy.id : null;
    return {
      subjectId: null,
      audit: { changeId: change.id, state },
      facts: [...changed, { kind: 'duty-swap.answered' as const, changeId: change.id, accountId }],
      result: change.id,
    };
  },
  show: showChange,
});

/** Takes back what was changed or asked. */
export const withdrawDutyChange = defineCommand({
  id: 'duty-changes.withdraw',
  load: (work: Work, input: { readonly id: string }) => loadAsked(work, input),
  permit: (actor, { change }) => (mayWithdraw(actor, change) ? null : refusal('duty-changes.withdraw.not-own')),
  decide: ({ change }, _input, { now }) =>
    (change.state === 'asked' || change.state === 'agreed') && change.until > now
      ? { id: change.id }
      : refusal('duty-changes.answer.answered'),
  async record(work, { change: { id } }) {
    await answerDutyChange(work, id, 'withdrawn');
    return { subjectId: null, audit: { changeId: id, state: 'withdrawn' }, facts: changed, result: id };
  },
  show: showChange,
});
