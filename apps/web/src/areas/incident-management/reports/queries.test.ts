import { expect, test } from 'vitest';
import { inboxSearch, readInboxFilter } from './queries.ts';

test('an address without a filter shows what waits, newest first', () => {
  expect(readInboxFilter(new URLSearchParams())).toEqual({ state: 'new', sort: 'newest', q: '' });
});

test('a filter survives the way through the address', () => {
  const filter = { state: 'all', sort: 'oldest', q: 'ランサム' } as const;
  const values = Object.entries(inboxSearch(filter)).filter((pair): pair is [string, string] => pair[1] !== undefined);
  expect(readInboxFilter(new URLSearchParams(values))).toEqual(filter);
});

test('an unknown value in the address is not sent on', () => {
  expect(readInboxFilter(new URLSearchParams('state=burning&sort=random')).state).toBe('new');
});
