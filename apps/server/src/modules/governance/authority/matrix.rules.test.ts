import { describe, expect, it } from 'vitest';
import { startingDefinition } from './authority.queries.ts';
import actionFile from './data/action-kinds.v1.json' with { type: 'json' };
import { decideDelegation } from './delegation.rules.ts';
import { aDefinition, aDelegation, aPerson, aRule } from './matrix.builders.ts';
import type { Definition, Rule } from './matrix.model.ts';
import { differencesOf, gainsOf, isOffHours, type Known, problemsOf } from './matrix.rules.ts';

const known: Known = {
  actionKinds: new Set(actionFile.kinds.map(({ code }) => code)),
  roleKeys: new Set(['commander', 'executive']),
  memberIds: new Set(['c']),
};
const at = new Date('2026-11-24T00:00:00Z');
const erp = { kind: 'system', names: ['基幹システム'] } as const;
const executive = [{ kind: 'role', roleKey: 'executive' }] as const;

describe('a draft cannot be approved', () => {
  it.each<[string, readonly Rule[]]>([
    ['no-rules', []],
    ['same-number', [aRule(), aRule({ id: 'r2' })]],
    ['same-id', [aRule(), aRule({ number: '1-2' })]],
    ['no-action', [aRule({ actionKinds: [] })]],
    ['unknown-action', [aRule({ actionKinds: ['dance'] })]],
    ['no-names', [aRule({ scope: { kind: 'system', names: [] } })]],
    ['nobody', [aRule({ mayOrder: [] })]],
    ['unknown-holder', [aRule({ mustInform: [{ kind: 'member', memberId: 'gone' }] })]],
    ['no-conditions', [aRule({ force: 'emergency', reportWithinMinutes: 60 })]],
    ['no-report', [aRule({ force: 'emergency', conditions: 'c' })]],
  ])('with the problem %s', (code, rules) => {
    expect(problemsOf(aDefinition(...rules), known).map((problem) => problem.code)).toEqual([code]);
  });

  it('with business hours that end before they begin', () => {
    const turned = {
      ...aDefinition(aRule()),
      business: { days: [1], from: '18:00', until: '09:00', closesOnHolidays: false },
    };
    expect(problemsOf(turned, known)).toMatchObject([{ code: 'hours-turned' }]);
  });

  it.each(['ja', 'en'] as const)('but the matrix that the program proposes in %s can', (locale) => {
    const definition = startingDefinition(locale);
    const roleKeys = definition.rules.flatMap(({ mayOrder, mustInform, carriesOut }) =>
      [...mayOrder, ...mustInform, ...carriesOut].flatMap((one) => (one.kind === 'role' ? [one.roleKey] : [])),
    );
    expect(problemsOf(definition, { ...known, roleKeys: new Set(roleKeys) })).toEqual([]);
  });
});

describe('S31: a new version gives a person more', () => {
  const person = aPerson('c', 'commander');
  const gains = (before: readonly Rule[], after: readonly Rule[]) =>
    gainsOf({ before: aDefinition(...before), after: aDefinition(...after), person, at });
  const stop = ['stop-service'];

  it.each<[string, readonly Rule[], readonly Rule[]]>([
    ['by a new rule', [aRule({ mayOrder: executive })], [aRule()]],
    ['by a restriction that vanishes', [aRule(), aRule({ id: 'r2', scope: erp, mayOrder: executive })], [aRule()]],
    ['by four eyes that vanish', [aRule({ needsFourEyes: true })], [aRule()]],
    ['by a lower severity', [aRule({ severityAtLeast: 'critical' })], [aRule({ severityAtLeast: 'high' })]],
    ['by day as well as by night', [aRule({ when: 'off-hours' })], [aRule()]],
    [
      'by an order where there was an emergency',
      [aRule({ force: 'emergency', conditions: 'c', reportWithinMinutes: 5 })],
      [aRule()],
    ],
    ['by a wider scope', [aRule({ scope: erp })], [aRule()]],
  ])('%s', (_name, before, after) => {
    expect(gains(before, after)).toEqual(stop);
  });

  const night = [aRule({ when: 'off-hours' })];
  const withHours = (hours: Partial<Definition['business']>): Definition => ({
    ...aDefinition(...night),
    business: { days: [1, 2, 3, 4, 5], from: '09:00', until: '18:00', closesOnHolidays: false, ...hours },
  });

  it.each<[string, Partial<Definition['business']>]>([
    ['end earlier', { until: '17:00' }],
    ['begin later', { from: '10:00' }],
    ['leave a day out', { days: [1, 2, 3, 4] }],
    ['leave holidays out', { closesOnHolidays: true }],
    ['are none', { days: [] }],
  ])('by hours that %s, where a rule is for the time outside of them', (_name, hours) => {
    expect(gainsOf({ before: withHours({}), after: withHours(hours), person, at })).toEqual(stop);
    expect(gainsOf({ before: withHours(hours), after: withHours({}), person, at })).toEqual([]);
  });

  it.each<[string, readonly Rule[], readonly Rule[]]>([
    ['with the same rules', [aRule()], [aRule()]],
    ['when others gain', [aRule()], [aRule({ mayOrder: [...aRule().mayOrder, ...executive] })]],
    ['when it loses', [aRule()], [aRule({ severityAtLeast: 'high' })]],
  ])('not %s', (_name, before, after) => {
    expect(gains(before, after)).toEqual([]);
  });
});

it('compares versions rule by rule, whatever the order of the keys', () => {
  const { note, ...rest } = aRule();
  const before = aDefinition({ note, ...rest }, aRule({ id: 'gone', number: '2' }));
  const after = aDefinition(aRule({ needsFourEyes: true }), aRule({ id: 'new', number: '3' }));
  expect(differencesOf(before, before)).toEqual([]);
  expect(differencesOf(before, aDefinition(aRule(), aRule({ id: 'gone', number: '2' })))).toEqual([]);
  expect(differencesOf(before, after).map(({ kind, number, fields }) => [kind, number, fields])).toEqual([
    ['changed', '1-1', ['needsFourEyes']],
    ['added', '3', []],
    ['removed', '2', []],
  ]);
});

it.each<[string, boolean]>([
  ['2026-11-24T00:00:00Z', false],
  ['2026-11-24T08:59:00Z', false],
  ['2026-11-24T09:00:00Z', true],
  ['2026-11-23T23:59:00Z', true],
  ['2026-11-23T03:00:00Z', true],
  ['2026-11-22T03:00:00Z', true],
])('in Tokyo %s lies outside of business hours: %s', (moment, isOff) => {
  const { business } = aDefinition();
  const isHoliday = (date: string) => date === '2026-11-23';
  expect(isOffHours(business, { at: new Date(moment), zone: 'Asia/Tokyo', isHoliday })).toBe(isOff);
});

describe('a delegation is given', () => {
  const given = {
    people: [aPerson('c', 'commander'), aPerson('h'), { ...aPerson('x', 'executive'), userId: null }],
    definition: aDefinition(aRule(), aRule({ id: 'r2', number: '2', mayOrder: executive })),
    actorMemberId: 'c',
    mayRecord: true,
    now: new Date('2026-11-23T00:00:00Z'),
  };
  it.each<[string, Parameters<typeof aDelegation>[0], object]>([
    ['delegations.give.member-unknown', { toMemberId: 'nobody' }, {}],
    ['delegations.give.to-oneself', { toMemberId: 'c' }, {}],
    ['delegations.give.not-yours', {}, { actorMemberId: 'h' }],
    ['delegations.give.not-yours', {}, { actorMemberId: null }],
    // Recorded for somebody without an account, but not by the recipient, nor without the right to record.
    ['delegations.give.not-yours', { fromMemberId: 'x', toMemberId: 'c' }, {}],
    ['delegations.give.not-yours', { fromMemberId: 'x' }, { mayRecord: false }],
    ['delegations.give.wrong-time', { endsAt: new Date('2026-11-22T00:00:00Z') }, {}],
    ['delegations.give.wrong-time', { endsAt: new Date('2028-11-22T00:00:00Z') }, {}],
    ['delegations.give.nothing-to-give', { actionKinds: ['pay'] }, {}],
    ['delegations.give.nothing-to-give', { fromMemberId: 'h', toMemberId: 'c' }, { actorMemberId: 'h' }],
  ])('refuses with %s', (code, change, more) => {
    expect(decideDelegation(aDelegation(change), { ...given, ...more })).toMatchObject({ kind: 'refusal', code });
  });
  it('by its giver, or recorded for one without an account', () => {
    expect(decideDelegation(aDelegation(), given)).toMatchObject({ toMemberId: 'h' });
    expect(decideDelegation(aDelegation({ fromMemberId: 'x' }), given)).toMatchObject({ fromMemberId: 'x' });
  });
});
