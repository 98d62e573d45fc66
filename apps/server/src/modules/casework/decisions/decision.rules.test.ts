import { mayTakePlace } from '@matoi/contract';
import { describe, expect, it } from 'vitest';
import type { Decided, Decision } from './decision.model.ts';
import {
  answersFor,
  followUpOf,
  isAbout,
  isStanding,
  judgePin,
  linkEndOf,
  orderAmong,
  refusalOfDue,
  waitsFor,
} from './decision.rules.ts';

const start = new Date('2026-11-24T00:00:00Z');
const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const person = { kind: 'user' as const, id: 'a', name: 'a' };
const made: Decided = {
  by: { memberId: 'm', name: 'm' },
  at: start.toISOString(),
  recordedAt: start.toISOString(),
  identity: 'account',
  authority: { verdict: 'may-order', version: 1, rule: '1-1', delegationId: null },
  reason: '',
  option: 'A',
  isOrder: true,
  means: '',
  recordedBy: person,
};
const said = { isRight: true, at: start.toISOString(), by: made.by, identity: 'account' as const, text: '' };

type Clocked = Parameters<typeof followUpOf>[0] & Parameters<typeof isStanding>[0];
const base: Clocked = {
  state: 'open',
  kind: 'brief',
  decision: null,
  confirmed: null,
  reported: null,
  supersededById: null,
  askedAt: start,
  decideByAt: after(120),
  reportDueAt: null,
  remindedAt: null,
  escalatedAt: null,
  overdueAt: null,
};
const decided: Partial<Clocked> = { state: 'decided', decision: made };

describe('a decision orders nothing', () => {
  it.each<[string, Partial<Clocked>]>([
    ['while it is asked', {}],
    ['while a second person is missing', { state: 'awaiting-second', decision: made }],
    ['when the second declined', { state: 'declined', decision: made }],
    ['when the option lets it be', { state: 'decided', decision: { ...made, isOrder: false } }],
    ['when another one took its place', { ...decided, supersededById: 'other' }],
    ['when it was said and is not confirmed', { ...decided, kind: 'oral' }],
    ['when it was said and is denied', { ...decided, kind: 'oral', confirmed: { ...said, isRight: false } }],
  ])('%s', (_name, change) => {
    expect(isStanding({ ...base, ...change })).toBe(false);
  });
  it.each<[string, Partial<Clocked>]>([
    ['a brief', decided],
    ['an emergency that is still to be reported', { ...decided, kind: 'emergency', reportDueAt: after(60) }],
    ['what was said, once confirmed', { ...decided, kind: 'oral', confirmed: said }],
  ])('but %s does', (_name, change) => {
    expect(isStanding({ ...base, ...change })).toBe(true);
  });
});

it.each<[Partial<Clocked>, ReturnType<typeof waitsFor>]>([
  [{}, 'decision'],
  [{ state: 'awaiting-second', decision: made }, 'second'],
  [{ ...decided, kind: 'oral' }, 'confirmation'],
  [{ ...decided, kind: 'emergency' }, 'report'],
  [decided, null],
  [{ state: 'withdrawn' }, null],
  [{ state: 'declined', decision: made }, null],
])('%j waits for %s', (change, waits) => {
  expect(waitsFor({ ...base, ...change })).toBe(waits);
});

describe('the clock', () => {
  const emergency: Partial<Clocked> = { ...decided, kind: 'emergency', decideByAt: null, reportDueAt: after(60) };
  it.each<[string, Partial<Clocked>, number, object]>([
    ['waits until half of the time', {}, 0, { act: 'wait', until: after(60) }],
    ['reminds at half of it', {}, 60, { act: 'remind' }],
    ['asks others at three quarters', { remindedAt: after(60) }, 90, { act: 'escalate' }],
    ['says that it is over', { remindedAt: after(60), escalatedAt: after(90) }, 120, { act: 'overdue' }],
    [
      'is still afterwards',
      { remindedAt: after(60), escalatedAt: after(90), overdueAt: after(120) },
      500,
      { act: 'nothing' },
    ],
    ['makes up for what was missed, from the first on', {}, 500, { act: 'remind' }],
    ['reminds after an hour where no time was given', { decideByAt: null }, 60, { act: 'remind' }],
    ['reminds of the report of an emergency', emergency, 45, { act: 'remind' }],
    ['says that the report is late', { ...emergency, remindedAt: after(45) }, 60, { act: 'overdue' }],
    [
      'asks nobody else to report',
      { ...emergency, remindedAt: after(45), overdueAt: after(60) },
      90,
      { act: 'nothing' },
    ],
    ['reminds once to confirm what was said', { ...decided, kind: 'oral', decideByAt: null }, 240, { act: 'remind' }],
    ['has nothing to do once it is decided', decided, 90, { act: 'nothing' }],
  ])('%s', (_name, change, minutes, expected) => {
    expect(followUpOf({ ...base, ...change }, after(minutes))).toMatchObject(expected);
  });
});

it.each([
  [{ isSet: false, tries: 0, isRight: false }, 'none'],
  [{ isSet: true, tries: 0, isRight: true }, 'right'],
  [{ isSet: true, tries: 0, isRight: false }, 'wrong'],
  [{ isSet: true, tries: 3, isRight: false }, 'wrong'],
  [{ isSet: true, tries: 4, isRight: false }, 'locked'],
  [{ isSet: true, tries: 4, isRight: true }, 'right'],
  // The right one comes too late after five wrong ones.
  [{ isSet: true, tries: 5, isRight: true }, 'locked'],
  [{ isSet: false, tries: 5, isRight: false }, 'locked'],
])('a PIN typed as %j is %s', (given, judged) => {
  expect(judgePin(given)).toBe(judged);
});

it('knows every state of a decision', () => {
  const states: readonly Decision['state'][] = ['open', 'awaiting-second', 'decided', 'declined', 'withdrawn'];
  for (const state of states) expect(() => waitsFor({ ...base, state })).not.toThrow();
});

const nothing = { system: '', site: '', tag: '' };

it.each([
  ['everything covers a system', nothing, { ...nothing, system: 'PC-1' }, true],
  [
    'the same system in another width and case',
    { ...nothing, system: 'ＰＣ-１ ' },
    { ...nothing, system: 'pc-1' },
    true,
  ],
  ['an action that names nothing', { ...nothing, system: 'PC-1' }, nothing, true],
  ['another system', { ...nothing, system: 'PC-1' }, { ...nothing, system: 'PC-2' }, false],
  ['a site where a system is named', { ...nothing, site: '大阪' }, { ...nothing, system: 'PC-1' }, false],
  [
    'both that are named',
    { ...nothing, system: 'PC-1', site: '大阪' },
    { ...nothing, system: 'PC-1', site: '東京' },
    false,
  ],
])('a decision covers what it names: %s', (_name, decided, done, expected) => {
  expect(isAbout(decided, done)).toBe(expected);
});

it('what orders an action is a standing decision of its kind on its target; otherwise the one elsewhere is named', () => {
  const of = (id: string, change: object) => ({
    ...{ ...base, ...decided, id, actionKind: 'isolate-host', target: nothing },
    ...change,
  });
  const asked = { actionKind: 'isolate-host', target: { ...nothing, system: 'PC-1' } };
  const other = of('other', { target: { ...nothing, system: 'PC-2' } });
  const kind = of('kind', { actionKind: 'stop-service' });
  const gone = of('gone', { supersededById: 'x' });
  expect(orderAmong([kind, gone], asked)).toEqual({ decision: null, elsewhere: null });
  expect(orderAmong([kind, other], asked)).toMatchObject({ decision: null, elsewhere: { id: 'other' } });
  expect(orderAmong([other, of('all', {})], asked)).toMatchObject({ decision: { id: 'all' }, elsewhere: null });
});

describe('S31 a decision takes the place of another one', () => {
  const on = (system: string, site = '', actionKind = 'stop-service') => ({
    actionKind,
    target: { system, site, tag: '' },
  });
  it.each([
    ['on another kind of action', on('ERP', '', 'block-traffic'), on('ERP'), false],
    ['on another thing', on('printer'), on('ERP'), false],
    ['on less than everything', on('ERP'), on(''), false],
    ['on a narrower place', on('ERP', '大阪'), on('ERP'), false],
    ['on the same thing in another width', on('ＥＲＰ'), on('erp'), true],
    ['on the same thing wherever it stands', on('ERP'), on('ERP', '大阪'), true],
    ['on everything', on(''), on('ERP', '大阪'), true],
  ])('%s: %#', (_name, later, earlier, may) => {
    expect(mayTakePlace(later, earlier)).toBe(may);
  });
});

describe('the time to decide', () => {
  const days = (count: number) => after(count * 24 * 60);

  it.each([
    ['that has come', after(0), 'decisions.ask.due-passed'],
    ['more than a year away', days(367), 'decisions.ask.due-too-far'],
    ['at the end of the calendar', new Date('9999-12-31T00:00:00Z'), 'decisions.ask.due-too-far'],
  ])('is refused where it is one %s', (_name, at, code) => {
    expect(refusalOfDue(at, start)).toMatchObject({ code });
  });

  it('is free within a year, and may be left out', () => {
    for (const at of [null, after(1), days(365)]) expect(refusalOfDue(at, start)).toBeNull();
  });

  it.each([
    ['14 days after asking where there is none', null, days(14)],
    ['14 days after it', days(3), days(17)],
    ['90 days after it was made, however late that is', days(365), days(90)],
    ['90 days after it was made, whatever was stored', new Date('9999-12-31T00:00:00Z'), days(90)],
  ])('ends a link %s', (_name, decideByAt, end) => {
    expect(linkEndOf({ decideByAt }, start)).toEqual(end);
  });
});

describe('replies of the team', () => {
  type Kind = 'question' | 'proposal' | 'reply';
  const read = (memberId: string | null, kinds: readonly Kind[]) =>
    answersFor({ memberId, answers: kinds.map((kind, id) => ({ kind, id })) }).map(({ id }) => id);

  it.each<[string, readonly Kind[], readonly number[]]>([
    ['who asked nothing', ['reply', 'proposal', 'reply'], [1]],
    ['before they asked', ['reply', 'question', 'reply'], [1, 2]],
    ['after they were answered', ['question', 'reply', 'reply', 'proposal', 'reply'], [0, 1, 3]],
    ['between two questions', ['question', 'reply', 'reply', 'question', 'reply', 'reply'], [0, 1, 3, 4]],
  ])('to others are not read by an adviser from outside %s', (_name, kinds, ids) => {
    expect(read(null, kinds)).toEqual(ids);
  });

  it('are read by every member who is asked', () => {
    expect(read('m', ['reply', 'proposal', 'reply'])).toEqual([0, 1, 2]);
  });
});
