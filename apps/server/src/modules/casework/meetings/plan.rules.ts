import type { BodyOf, RouteWith } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import type { AgendaItem, Attendee, Line, Meeting, Who } from './meeting.model.ts';
import { isChangeable, isSame, type Someone } from './meeting.rules.ts';

export type PlanBody = Omit<BodyOf<RouteWith<'meetings.plan'>>, 'previousId'>;

/** What is known of whatever a plan names. */
export type PlanGround = {
  readonly kinds: ReadonlySet<string>;
  readonly members: ReadonlyMap<string, Who>;
  readonly accounts: ReadonlyMap<string, string>;
  readonly decisionIds: ReadonlySet<string>;
  readonly taskIds: ReadonlySet<string>;
};

/** Somebody on the list as it will be; `id` null for somebody new. */
export type PlannedAttendee = Omit<Attendee, 'id' | 'stays' | 'absence'> & { readonly id: string | null };
export type PlannedItem = Omit<AgendaItem, 'id'> & { readonly id: string | null };

export type Plan = Pick<Meeting, 'kind' | 'title' | 'place' | 'url' | 'bridge' | 'plannedBeginAt' | 'plannedEndAt'> & {
  readonly attendees: readonly PlannedAttendee[];
  readonly chair: number | null;
  readonly scribe: number | null;
  readonly agenda: readonly PlannedItem[];
};

const field = (path: string, code: string) => [{ path: `body.${path}`, code }];

/** A plan from what was typed: names of members and accounts are looked up, nobody is on the list twice. */
export function decidePlan(body: PlanBody, ground: PlanGround): Plan | Refusal {
  if (!ground.kinds.has(body.kind)) return refusal('meetings.plan.kind-unknown', {}, field('kind', 'unknown'));
  const plannedBeginAt = new Date(body.plannedBeginAt);
  const plannedEndAt = body.plannedEndAt === null ? null : new Date(body.plannedEndAt);
  if (plannedEndAt !== null && plannedEndAt <= plannedBeginAt)
    return refusal('meetings.plan.end-before-begin', {}, field('plannedEndAt', 'end-before-begin'));
  const attendees = decidePeople(body.attendees, ground);
  if ('code' in attendees) return attendees;
  const { chair, scribe, agenda } = body;
  const isPlace = (place: number | null) => place === null || place < attendees.length;
  if (!isPlace(chair) || !isPlace(scribe)) return refusal('meetings.plan.place-unknown');
  if (agenda.some(({ decisionId: id }) => id !== null && !ground.decisionIds.has(id)))
    return refusal('meetings.plan.decision-unknown');
  if (agenda.some(({ taskId: id }) => id !== null && !ground.taskIds.has(id)))
    return refusal('meetings.plan.task-unknown');
  const { kind, title, place, url, bridge } = body;
  return { kind, title, place, url, bridge, plannedBeginAt, plannedEndAt, attendees, chair, scribe, agenda };
}

function decidePeople(people: PlanBody['attendees'], ground: PlanGround): readonly PlannedAttendee[] | Refusal {
  const attendees: PlannedAttendee[] = [];
  const seen = new Set<string>();
  for (const [at, one] of people.entries()) {
    const who = whoIs(one, ground);
    if ('code' in who) return refusal(who.code, {}, field(`attendees.${at}`, 'unknown'));
    const keys = [one.id, who.memberId, who.accountId].filter((key) => key !== null);
    if (keys.some((key) => seen.has(key)))
      return refusal('meetings.plan.twice', { name: who.name }, field(`attendees.${at}`, 'twice'));
    for (const key of keys) seen.add(key);
    attendees.push({ id: one.id, ...who, address: one.address, deputyFor: one.deputyFor });
  }
  return attendees;
}

function whoIs(one: PlanBody['attendees'][number], { members, accounts }: PlanGround): Who | Refusal {
  const { memberId, accountId, organisation, role, name } = one;
  if (memberId !== null) {
    const member = members.get(memberId);
    if (member === undefined) return refusal('meetings.plan.person-unknown');
    return { ...member, organisation: organisation || member.organisation, role: role || member.role };
  }
  if (accountId !== null) {
    const known = accounts.get(accountId);
    if (known === undefined) return refusal('meetings.plan.person-unknown');
    return { memberId: null, accountId, name: known, organisation, role };
  }
  return name === ''
    ? refusal('meetings.plan.name-missing')
    : { memberId: null, accountId: null, name, organisation, role };
}

/** Whether a meeting may become what is planned: who attended and what was discussed stays on it. */
export function decideChange(
  meeting: Pick<Meeting, 'state' | 'kind'>,
  now: {
    readonly attendees: readonly Attendee[];
    readonly items: readonly AgendaItem[];
    readonly lines: readonly Line[];
  },
  plan: Plan,
): Refusal | null {
  if (!isChangeable(meeting.state)) return refusal('meetings.change.over');
  if (plan.kind !== meeting.kind) return refusal('meetings.plan.kind-unknown', {}, field('kind', 'fixed'));
  const kept = new Set(plan.attendees.flatMap(({ id }) => (id === null ? [] : [id])));
  if ([...kept].some((id) => !now.attendees.some((one) => one.id === id)))
    return refusal('meetings.plan.person-unknown');
  const isNamed = (id: string) => now.lines.some(({ attendeeId }) => attendeeId === id);
  const lost = now.attendees.find(({ id, stays }) => !kept.has(id) && (stays.length > 0 || isNamed(id)));
  if (lost !== undefined) return refusal('meetings.change.attended', { name: lost.name });
  const changed = plan.attendees.find((one) => {
    const before = now.attendees.find(({ id }) => id === one.id);
    const isOther = before !== undefined && (before.memberId !== one.memberId || before.accountId !== one.accountId);
    return isOther && before.stays.length > 0;
  });
  if (changed !== undefined) return refusal('meetings.change.attended', { name: changed.name });
  const items = new Set(plan.agenda.flatMap(({ id }) => (id === null ? [] : [id])));
  if ([...items].some((id) => !now.items.some((one) => one.id === id))) return refusal('meetings.plan.place-unknown');
  const dropped = now.items.find(({ id }) => !items.has(id) && now.lines.some(({ itemId }) => itemId === id));
  return dropped === undefined ? null : refusal('meetings.change.discussed', { title: dropped.title });
}

/**
 * Whether somebody makes themselves the chair of a meeting that has begun, or as its chair hands on that they kept the
 * minutes. The chair confirms minutes, also what they wrote: nobody gives themselves that.
 */
export function refusalOfOwnChair(
  {
    meeting,
    attendees,
  }: { readonly meeting: Pick<Meeting, 'state' | 'chairId' | 'scribeId'> } & {
    readonly attendees: readonly Attendee[];
  },
  plan: Pick<Plan, 'attendees' | 'chair' | 'scribe'>,
  by: Someone,
): Refusal | null {
  if (meeting.state === 'planned' || plan.chair === null || plan.chair === plan.scribe) return null;
  const chair = plan.attendees[plan.chair];
  if (chair === undefined || !isSame(chair, by)) return null;
  const before = attendees.find(({ id }) => id === meeting.chairId);
  const wasChair = before !== undefined && isSame(before, by) && meeting.chairId !== meeting.scribeId;
  return wasChair ? null : refusal('meetings.change.own-chair', {}, field('chair', 'own-chair'));
}
