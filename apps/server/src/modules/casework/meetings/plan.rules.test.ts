import { describe, expect, it } from 'vitest';
import type { Attendee, Line } from './meeting.model.ts';
import { decideChange, decidePlan, type PlanBody, type PlanGround, refusalOfOwnChair } from './plan.rules.ts';

const tanaka = { memberId: 'm1', accountId: 'u1', name: '田中', organisation: '情報システム部', role: '部長' };
const ground: PlanGround = {
  kinds: new Set(['headquarters']),
  members: new Map([['m1', tanaka]]),
  accounts: new Map([['u9', '来客用']]),
  decisionIds: new Set(['d1']),
  taskIds: new Set(['t1']),
};
const outsider = {
  id: null,
  memberId: null,
  accountId: null,
  name: '弁護士',
  organisation: '',
  role: '',
  address: '',
  deputyFor: '',
};
const member = { ...outsider, memberId: 'm1', name: '' };
const body: PlanBody = {
  ...{ kind: 'headquarters', title: '', place: '', url: '', bridge: '', chair: 0, scribe: null },
  ...{ plannedBeginAt: '2026-11-24T01:00:00Z', plannedEndAt: '2026-11-24T02:00:00Z' },
  attendees: [member, outsider],
  agenda: [{ id: null, title: '停止の要否', text: '', decisionId: 'd1', taskId: null }],
};

describe('a plan', () => {
  it.each([
    ['an unknown kind', { kind: 'party' }, 'meetings.plan.kind-unknown'],
    ['an end before its beginning', { plannedEndAt: '2026-11-24T01:00:00Z' }, 'meetings.plan.end-before-begin'],
    ['a member who is not there', { attendees: [{ ...member, memberId: 'm2' }] }, 'meetings.plan.person-unknown'],
    ['an account that is not there', { attendees: [{ ...outsider, accountId: 'u2' }] }, 'meetings.plan.person-unknown'],
    ['somebody without a name', { attendees: [{ ...outsider, name: '' }] }, 'meetings.plan.name-missing'],
    ['the same member twice', { attendees: [member, member] }, 'meetings.plan.twice'],
    ['a chair who is not on the list', { chair: 2 }, 'meetings.plan.place-unknown'],
    ['a scribe where nobody is on the list', { attendees: [], chair: null, scribe: 0 }, 'meetings.plan.place-unknown'],
    [
      'a decision of another record',
      { agenda: [{ ...body.agenda[0], decisionId: 'd2' }] },
      'meetings.plan.decision-unknown',
    ],
    [
      'a task of another record',
      { agenda: [{ ...body.agenda[0], decisionId: null, taskId: 't2' }] },
      'meetings.plan.task-unknown',
    ],
  ])('is refused with %s', (_name, change, code) => {
    expect(decidePlan({ ...body, ...change } as PlanBody, ground)).toMatchObject({ code });
  });

  it('takes names, department and account of members from the team, and leaves outsiders as they were typed', () => {
    const plan = decidePlan(body, ground);
    if ('code' in plan) throw new Error(plan.code);
    expect(plan.attendees).toMatchObject([tanaka, { memberId: null, accountId: null, name: '弁護士' }]);
  });
});

const attendee = (id: string, stays: Attendee['stays'] = []): Attendee => ({
  ...tanaka,
  id,
  address: '',
  deputyFor: '',
  stays,
  absence: null,
});
const there = [{ cameAt: '2026-11-24T01:00:00.000Z', leftAt: null }];
const item = { id: 'i1', title: '停止の要否', text: '', decisionId: null, taskId: null };
const said = { attendeeId: 'a1', itemId: 'i1' } as Line;

function changed(
  change: Partial<PlanBody>,
  now: Partial<Parameters<typeof decideChange>[1]>,
  state: 'planned' | 'confirmed' = 'planned',
) {
  const plan = decidePlan(
    { ...body, attendees: [{ ...member, id: 'a1' }], agenda: [{ ...item, id: 'i1' }], ...change },
    ground,
  );
  if ('code' in plan) throw new Error(plan.code);
  const before = { attendees: [attendee('a1')], items: [item], lines: [], ...now };
  return decideChange({ state, kind: 'headquarters' }, before, plan);
}

describe('changing a meeting', () => {
  it.each([
    ['once it is confirmed', changed({}, {}, 'confirmed'), 'meetings.change.over'],
    [
      'that takes off who was there',
      changed({ attendees: [outsider] }, { attendees: [attendee('a1', there)] }),
      'meetings.change.attended',
    ],
    [
      'that takes off who was noted',
      changed({ attendees: [outsider] }, { lines: [{ ...said, itemId: null }] }),
      'meetings.change.attended',
    ],
    [
      'that makes who was there somebody else',
      changed({ attendees: [{ ...outsider, id: 'a1' }] }, { attendees: [attendee('a1', there)] }),
      'meetings.change.attended',
    ],
    ['that drops what was discussed', changed({ agenda: [] }, { lines: [said] }), 'meetings.change.discussed'],
    [
      'that names somebody of another meeting',
      changed({ attendees: [{ ...member, id: 'a7' }] }, {}),
      'meetings.plan.person-unknown',
    ],
    [
      'that names an item of another meeting',
      changed({ agenda: [{ ...item, id: 'i7' }] }, {}),
      'meetings.plan.place-unknown',
    ],
  ])('is refused %s', (_name, refused, code) => {
    expect(refused).toMatchObject({ code });
  });
  it('is free while nobody came and nothing was said', () => {
    expect(changed({ attendees: [], chair: null, agenda: [] }, {})).toBeNull();
  });
});

describe('S29 the chair of a meeting that has begun', () => {
  const other = { ...tanaka, memberId: 'm2', accountId: 'u2', name: '森' };
  const people = [
    { ...attendee('a1'), ...tanaka },
    { ...attendee('a2'), ...other },
  ];
  const makes = (
    now: { readonly state?: 'planned' | 'closed'; readonly chairId: string | null; readonly scribeId: string | null },
    plan: { readonly chair: number | null; readonly scribe: number | null },
  ) =>
    refusalOfOwnChair(
      { meeting: { state: 'closed', ...now }, attendees: people },
      { attendees: people, ...plan },
      tanaka,
    )?.code ?? null;

  it.each([
    ['is not made by oneself', { chairId: 'a2', scribeId: 'a1' }, { chair: 0, scribe: 1 }],
    ['is not made by oneself where there was none', { chairId: null, scribeId: null }, { chair: 0, scribe: null }],
    ['does not hand on that they kept the minutes', { chairId: 'a1', scribeId: 'a1' }, { chair: 0, scribe: 1 }],
  ])('%s', (_name, now, plan) => {
    expect(makes(now, plan)).toBe('meetings.change.own-chair');
  });

  it.each([
    ['is planned by anybody', { state: 'planned' as const, chairId: null, scribeId: null }, { chair: 0, scribe: 1 }],
    ['stays', { chairId: 'a1', scribeId: 'a2' }, { chair: 0, scribe: null }],
    ['is made by somebody else', { chairId: null, scribeId: 'a1' }, { chair: 1, scribe: 0 }],
    ['who keeps the minutes too confirms nothing by it', { chairId: 'a2', scribeId: 'a1' }, { chair: 0, scribe: 0 }],
  ])('%s', (_name, now, plan) => {
    expect(makes(now, plan)).toBeNull();
  });
});
