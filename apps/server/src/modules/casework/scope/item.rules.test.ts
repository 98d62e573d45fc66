import { type ScopeState, scopeStates, scopeVocabulary } from '@matoi/contract/values';
import { isRefusal } from '@matoi/kernel';
import { describe, expect, it } from 'vitest';
import type { ScopeItem } from './item.model.ts';
import { decideMove, decideMoves, decideSince, itemKey, moveOf, newOnes, someNames } from './item.rules.ts';
import { acrossRecords, decideNumber, spokenAmount, totalPersons, withCurrent } from './number.rules.ts';
import { countKinds, countMeasures } from './summary.rules.ts';

const now = new Date('2026-11-24T08:12:00Z');
const item = (over: Partial<ScopeItem>): ScopeItem => ({
  id: 'a',
  version: 1,
  subjectId: 's',
  kind: 'system',
  name: 'FS-01',
  details: {},
  state: 'suspected',
  stateAt: now,
  stateReason: '',
  certainty: 'known',
  tags: [],
  note: '',
  measures: [],
  addedAt: now,
  changedAt: now,
  ...over,
});
const by = { kind: 'user', id: 'u', name: 'u' } as const;

describe('the table of moves', () => {
  it('names states that exist, reaches and leaves each of them, and never stays', () => {
    for (const { from, to } of scopeVocabulary.moves) {
      expect(scopeStates).toEqual(expect.arrayContaining([from, to]));
      expect(from).not.toBe(to);
    }
    for (const state of scopeStates) {
      expect([state, scopeVocabulary.moves.some(({ from }) => from === state)]).toEqual([state, true]);
      expect([state, scopeVocabulary.moves.some(({ to }) => to === state)]).toEqual([state, true]);
    }
  });

  it('says why for everything that goes back or out', () => {
    const rank = (state: ScopeState) => scopeStates.indexOf(state);
    for (const { from, to, needsReason = false } of scopeVocabulary.moves) {
      const isBackOrOut = to === 'cleared' || from === 'cleared' || rank(to) < rank(from);
      expect([from, to, needsReason]).toEqual([from, to, isBackOrOut]);
    }
    expect(moveOf('suspected', 'recovered')).toBeNull();
  });
});

describe('a move', () => {
  const wanted = (state: ScopeState, reason = '', since: Date | null = null) => ({ state, reason, since });

  it('is refused where the table has none, without its reason, and from the future', () => {
    expect(decideMove({ state: 'suspected' }, wanted('recovered'), now)).toMatchObject({
      code: 'scope.move.not-possible',
    });
    expect(decideMove({ state: 'suspected' }, wanted('cleared'), now)).toMatchObject({
      code: 'scope.move.needs-reason',
      fields: [{ path: 'body.reason' }],
    });
    const later = new Date(now.getTime() + 5 * 60_000 + 1);
    expect(decideMove({ state: 'suspected' }, wanted('confirmed', '', later), now)).toMatchObject({
      code: 'scope.move.in-the-future',
    });
  });

  it('counts since now, or since when it is said', () => {
    expect(decideMove({ state: 'suspected' }, wanted('confirmed'), now)).toEqual({
      to: 'confirmed',
      reason: '',
      since: now,
    });
    const before = new Date('2026-11-24T05:31:00Z');
    expect(decideSince(before, now, 'x')).toBe(before);
  });

  it('of many leaves and names those that somebody changed, and those that cannot go there', () => {
    const plan = decideMoves(
      [
        { item: item({ id: 'goes' }), version: 1 },
        { item: item({ id: 'stale', version: 3 }), version: 2 },
        { item: item({ id: 'cannot', state: 'recovered' }), version: 1 },
      ],
      wanted('contained'),
      now,
    );
    if (isRefusal(plan)) throw new Error(plan.code);
    const ids = (items: readonly ScopeItem[]) => items.map(({ id }) => id);
    expect([ids(plan.moving), ids(plan.stale), ids(plan.impossible)]).toEqual([['goes'], ['stale'], ['cannot']]);
  });

  it('of many is refused as a whole where one needs a reason', () => {
    const asked = [
      { item: item({ state: 'suspected' }), version: 1 },
      { item: item({ state: 'contained' }), version: 1 },
    ];
    expect(decideMoves(asked, wanted('confirmed'), now)).toMatchObject({ code: 'scope.move.needs-reason' });
  });
});

describe('names', () => {
  it('that differ in width, case and spaces are one', () => {
    const one = (name: string) => ({ kind: 'system' as const, name, details: {}, note: '' });
    expect(itemKey(one('ＦＳ－０１'))).toBe(itemKey(one('fs-01')));
    expect(newOnes([one('FS-01'), one('fs-01'), one('FS-02')], new Set([itemKey(one('FS-02'))]))).toHaveLength(1);
  });

  it('of many are said by the first three', () => {
    expect(someNames([{ name: 'a' }, { name: 'b' }])).toBe('a, b');
    expect(someNames(['a', 'b', 'c', 'd'].map((name) => ({ name })))).toBe('a, b, c, …');
  });
});

describe('counts', () => {
  it('leave out of the total what is not concerned', () => {
    const [systems] = countKinds([
      { kind: 'system', state: 'confirmed', count: 14 },
      { kind: 'system', state: 'suspected', count: 3 },
      { kind: 'system', state: 'cleared', count: 9 },
    ]);
    expect([systems?.total, systems?.states.cleared]).toEqual([17, 9]);
  });

  it('of measures leave out what is not needed, taken off, or on items that are not concerned', () => {
    const measure = (state: 'open' | 'done' | 'not-needed') => [{ measure: 'reset-password', state, at: now, by }];
    expect(
      countMeasures([
        item({ kind: 'account', measures: measure('done') }),
        item({ kind: 'account', measures: measure('open') }),
        item({ kind: 'account', measures: measure('not-needed') }),
        item({ kind: 'account', state: 'cleared', measures: measure('open') }),
      ]),
    ).toEqual([{ kind: 'account', measure: 'reset-password', open: 1, done: 1 }]);
  });
});

describe('numbers of persons', () => {
  const persons = (category: 'customers' | 'employees' | 'eu', known: number | null, maximum: number | null) =>
    ({ category, unit: 'persons', known, maximum }) as const;

  it.each([
    ['nothing said', [], { known: null, maximum: null, hasUnknown: false }],
    ['one group', [persons('customers', 312, 1_200)], { known: 312, maximum: 1_200, hasUnknown: false }],
    [
      'groups are added, what lies across them is not',
      [persons('customers', 312, 1_200), persons('employees', 10, 10), persons('eu', 41, 41)],
      { known: 322, maximum: 1_210, hasUnknown: false },
    ],
    [
      'an unknown group makes the maximum unknown, never a zero',
      [persons('customers', 312, 1_200), persons('employees', null, null)],
      { known: 312, maximum: null, hasUnknown: true },
    ],
    ['nothing known at all', [persons('customers', null, null)], { known: null, maximum: null, hasUnknown: true }],
  ])('%s', (_name, entries, total) => {
    expect(totalPersons(entries)).toEqual(total);
  });

  const entry = (
    id: string,
    category: 'customers' | 'eu',
    unit: 'persons' | 'records',
    over: { readonly subjectId?: string; readonly replaces?: readonly string[] } = {},
  ) => ({ id, category, unit, subjectId: 'own', replaces: [], ...over });
  const currentOf = (entries: readonly ReturnType<typeof entry>[]) =>
    withCurrent(entries).flatMap(({ id, isCurrent }) => (isCurrent ? [id] : []));

  it('the newest of each category and unit counts', () => {
    const entries = [
      entry('3', 'customers', 'persons'),
      entry('2', 'customers', 'records'),
      entry('1', 'customers', 'persons'),
    ];
    expect(currentOf(entries)).toEqual(['3', '2']);
  });

  it('of a merged record counts too, until somebody who has seen both records another', () => {
    const merged = entry('4', 'customers', 'persons', { subjectId: 'merged' });
    const own = entry('3', 'customers', 'persons');
    expect(currentOf([merged, own])).toEqual(['4', '3']);
    expect(currentOf([own, merged])).toEqual(['3', '4']);
    const both = entry('5', 'customers', 'persons', { replaces: ['4', '3'] });
    expect(currentOf([both, merged, own])).toEqual(['5']);
    // Undone, the merged record has its own again.
    expect(currentOf([merged])).toEqual(['4']);
  });

  it('of several records: the same persons may be in both, so the largest is certain and the sum is possible', () => {
    const together = (...entries: ReturnType<typeof persons>[]) =>
      acrossRecords(entries).map(({ known, maximum }) => [known, maximum]);
    expect(together(persons('customers', 312, 1_200), persons('customers', 40, 50))).toEqual([[312, 1_250]]);
    expect(together(persons('customers', 312, 1_200), persons('customers', null, null))).toEqual([[312, null]]);
    expect(together(persons('customers', 1, 1), persons('employees', 2, 2))).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(totalPersons([persons('customers', 312, 1_200), persons('customers', 40, 50)])).toEqual({
      known: 312,
      maximum: 1_250,
      hasUnknown: false,
    });
  });

  it('a number takes the place of the one that was seen, and of no other', () => {
    const wanted = { known: 41, maximum: 1_200, previousId: 'old', asOf: null };
    expect(decideNumber(wanted, { id: 'newer' }, now)).toMatchObject({ code: 'scope.number.superseded' });
    expect(decideNumber(wanted, null, now)).toMatchObject({ code: 'scope.number.superseded' });
    expect(decideNumber({ ...wanted, maximum: 40 }, { id: 'old' }, now)).toMatchObject({
      code: 'scope.number.maximum-below-known',
    });
    expect(decideNumber(wanted, { id: 'old' }, now)).toEqual({ asOf: now });
  });

  it.each([
    [null, null, '?'],
    [41, null, '≥ 41'],
    [null, 1_200, '≤ 1,200'],
    [41, 1_200, '41–1,200'],
    [1_200, 1_200, '1,200'],
  ])('%s to %s is spoken %s', (known, maximum, spoken) => {
    expect(spokenAmount({ known, maximum })).toBe(spoken);
  });
});
