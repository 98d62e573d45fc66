import { describe, expect, it } from 'vitest';
import { decideCorrection, markingOf, tagsAfter, tellingKey } from './observable.rules.ts';

const base = {
  type: 'domain',
  state: 'current',
  role: 'unknown',
  elsewhere: 0,
  lastSeenAt: new Date('2026-05-01T00:00:00Z'),
} as const;

describe('the order by meaning', () => {
  it.each([
    ['what counts before what was left out', base, { ...base, state: 'dismissed', role: 'attacker' }],
    ["the attacker's before what nobody judged", { ...base, role: 'attacker', type: 'ipv4' }, base],
    ['what nobody judged before what is harmless', base, { ...base, role: 'benign', elsewhere: 2 }],
    ['what few others share before what stands here alone', { ...base, elsewhere: 5 }, base],
    ['what stands here alone before what is common', base, { ...base, elsewhere: 6 }],
    ['a digest before a name', { ...base, type: 'sha256' }, base],
    ['a name before an address', base, { ...base, type: 'ipv4' }],
    ['the newer before the older', { ...base, lastSeenAt: new Date('2026-05-02T00:00:00Z') }, base],
  ] as const)('puts %s', (_name, first, second) => {
    expect(tellingKey(first) < tellingKey(second)).toBe(true);
  });
});

describe('a correction', () => {
  const one = { tags: ['phish'], note: '以前の文' };
  const retyped = [{ from: 'v', type: 'md5', written: 'x', value: null }] as const;
  it.each([
    ['that says nothing', {}, [], 'observables.change.nothing'],
    ['with no tags to add', { addTags: [] }, [], 'observables.change.nothing'],
    ['that only says what was read', { noteBefore: '以前の文' }, [], 'observables.change.nothing'],
    ['into a type that does not fit', { type: 'md5' }, retyped, 'observables.change.type-unfit'],
    ['of a note that is another now', { note: '新しい文', noteBefore: '' }, [], 'observables.change.stale'],
    [
      'with a tag too many',
      { addTags: Array.from({ length: 20 }, (_, at) => `t${at}`) },
      [],
      'observables.change.too-many-tags',
    ],
  ] as const)('%s is refused', (_name, change, asked, code) => {
    expect(decideCorrection({ occurrences: [one], retyped: asked }, change)).toMatchObject({ code });
  });

  it.each([
    ['null as a marking, which means: as the record', { tlp: null }],
    ['an empty note', { note: '', noteBefore: '以前の文' }],
    ['a note that somebody else wrote the same way', { note: '以前の文', noteBefore: '' }],
    ['nineteen tags more', { addTags: Array.from({ length: 19 }, (_, at) => `t${at}`) }],
  ] as const)('takes %s', (_name, change) => {
    expect(decideCorrection({ occurrences: [one], retyped: [] }, change)).toEqual({ retyped: [] });
  });

  it('adds and removes tags, each once', () => {
    expect(tagsAfter(['a', 'b'], { addTags: ['b', 'c'], removeTags: ['a'] })).toEqual(['b', 'c']);
  });
});

it.each([
  [null, 'amber', 'amber'],
  ['clear', 'red', 'clear'],
  ['red', null, 'red'],
  [null, null, null],
] as const)('a value marked %s on a record marked %s is %s', (tlp, recordTlp, holds) => {
  expect(markingOf({ tlp, recordTlp, pap: null, recordPap: 'green' })).toEqual({ tlp: holds, pap: 'green' });
});
