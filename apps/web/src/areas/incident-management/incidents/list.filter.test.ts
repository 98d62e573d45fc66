import { expect, test } from 'vitest';
import { incidentSearch, isUsual, listQueryOf, readIncidentFilter, usualFilter } from './list.filter.ts';

test('an address without a filter shows what still runs, unknown values change nothing', () => {
  expect(readIncidentFilter(new URLSearchParams())).toEqual(usualFilter);
  expect(readIncidentFilter(new URLSearchParams('phase=burning&severity=worst&sort=x&mine=1&review=y'))).toEqual(
    usualFilter,
  );
  expect(incidentSearch(usualFilter)).toEqual({});
});

test('a filter survives the way through the address', () => {
  const filter = {
    phase: 'containment',
    severity: 'critical',
    mine: true,
    review: 'overdue',
    sort: 'severity',
    q: '名古屋',
  } as const;
  const values = Object.entries(incidentSearch(filter)).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  expect(readIncidentFilter(new URLSearchParams(values))).toEqual(filter);
  expect(isUsual(filter)).toBe(false);
});

test('another order hides nothing', () => {
  expect(isUsual({ ...usualFilter, sort: 'severity' })).toBe(true);
});

test('what still runs is every phase but the end, all is no filter', () => {
  expect(listQueryOf(usualFilter).phase).toBe('triage,analysis,containment,eradication,recovery,review');
  expect(listQueryOf({ ...usualFilter, phase: 'all' })).toEqual({ sort: 'newest' });
});
