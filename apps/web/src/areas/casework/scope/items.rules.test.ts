import { scopeStates } from '@matoi/contract/values';
import { describe, expect, it } from 'vitest';
import {
  besideOf,
  filterItems,
  type ItemFilter,
  needsReason,
  nextStates,
  readAmount,
  sortItems,
} from './items.rules.ts';
import type { ScopeItem } from './queries.ts';

const item = (over: Partial<ScopeItem>): ScopeItem => ({
  id: over.name ?? 'x',
  version: 1,
  kind: 'system',
  name: 'FS-01',
  details: {},
  state: 'suspected',
  stateAt: '2026-11-24T00:00:00.000Z',
  stateReason: '',
  certainty: 'known',
  tags: [],
  note: '',
  measures: [],
  addedAt: '2026-11-24T00:00:00.000Z',
  changedAt: '2026-11-24T00:00:00.000Z',
  mergedFrom: null,
  ...over,
});
const all: ItemFilter = { kind: 'all', state: 'all', certainty: 'all', open: '', words: '' };
const names = (items: readonly ScopeItem[]) => items.map(({ name }) => name);

describe('items of a scope', () => {
  const items = [
    item({ name: 'FS-01', details: { place: '名古屋工場' } }),
    item({ name: 'FS-02', state: 'confirmed', tags: ['基幹'] }),
    item({
      name: 'sato',
      kind: 'account',
      certainty: 'assumed',
      stateAt: '2026-11-25T00:00:00.000Z',
      measures: [{ measure: 'reset-password', state: 'open', at: '2026-11-24T00:00:00.000Z', by: 'x' }],
    }),
  ];

  it.each([
    ['all', {}, ['FS-01', 'FS-02', 'sato']],
    ['a kind', { kind: 'account' }, ['sato']],
    ['a state', { state: 'confirmed' }, ['FS-02']],
    ['what is assumed', { certainty: 'assumed' }, ['sato']],
    ['what is still to be done', { open: 'reset-password' }, ['sato']],
    ['each word, wherever it stands and however wide', { words: 'ｆｓ 名古屋' }, ['FS-01']],
  ] as const)('are filtered by %s', (_name, filter, left) => {
    expect(names(filterItems(items, { ...all, ...filter }))).toEqual(left);
  });

  it('are sorted by state and by time', () => {
    expect(names(sortItems(items, 'state'))).toEqual(['FS-01', 'sato', 'FS-02']);
    expect(names(sortItems(items, 'since'))).toEqual(['sato', 'FS-01', 'FS-02']);
  });
});

describe('moves on the board', () => {
  it('go beside where the table allows it, and nowhere at the ends', () => {
    expect([besideOf('suspected', 1), besideOf('suspected', -1)]).toEqual(['confirmed', null]);
    expect([besideOf('confirmed', 1), besideOf('confirmed', -1)]).toEqual(['contained', 'suspected']);
    for (const state of scopeStates)
      for (const direction of [-1, 1] as const) {
        const beside = besideOf(state, direction);
        if (beside !== null) expect(nextStates(state)).toContain(beside);
      }
  });

  it('back and out need a reason', () => {
    expect(needsReason('suspected', 'confirmed')).toBe(false);
    expect(needsReason('suspected', 'cleared')).toBe(true);
    expect(needsReason('recovered', 'confirmed')).toBe(true);
  });
});

describe('numbers as people type them', () => {
  it.each([
    ['1,200', 1_200],
    ['１，２００人', 1_200],
    [' 41 ', 41],
    ['', null],
    ['約1200', 'wrong'],
    ['-5', 'wrong'],
    ['99999999999', 'wrong'],
  ])('%j is %j', (typed, amount) => {
    expect(readAmount(typed)).toBe(amount);
  });
});
