import { expect, test } from 'vitest';
import { incidentSearch, readIncidentFilter } from './queries.ts';

test('an address without a filter shows what still runs', () => {
  expect(readIncidentFilter(new URLSearchParams())).toEqual({ phase: 'running', sort: 'newest', q: '' });
  expect(readIncidentFilter(new URLSearchParams('phase=burning')).phase).toBe('running');
});

test('a filter survives the way through the address', () => {
  const filter = { phase: 'closed', sort: 'oldest', q: '名古屋' } as const;
  const values = Object.entries(incidentSearch(filter)).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  expect(readIncidentFilter(new URLSearchParams(values))).toEqual(filter);
});
