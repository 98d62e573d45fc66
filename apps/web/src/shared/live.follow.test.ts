import { expect, test } from 'vitest';
import { type LiveEvent, readLiveEvent, staleRoots } from './live.follow.ts';

const event: LiveEvent = {
  position: 4,
  kind: 'report.handled',
  subject: { kind: 'incident', id: 'i' },
  type: 'changed',
};

test('the noun of the fact and the kind of its record name the queries that are old', () => {
  expect(staleRoots(event)).toEqual(expect.arrayContaining(['report', 'incident', 'notification']));
  expect(staleRoots(event)).not.toContain('message');
});

test('what the board tells of makes the board old', () => {
  expect(staleRoots(event)).toContain('board');
  expect(staleRoots({ ...event, kind: 'note.written' })).not.toContain('board');
});

test('what is about no record makes old what shows it, and no journal', () => {
  const changed = { position: 5, kind: 'duty-swap.answered', subject: null, type: 'changed' } as const;
  expect(staleRoots(changed)).toEqual(expect.arrayContaining(['duty-swap', 'duty', 'notification']));
  expect(staleRoots(changed)).not.toContain('journal-entry');
});

test('a rule that was switched on is heard of by the board and by the calls', () => {
  const changed = { position: 6, kind: 'call-out-setting.changed', subject: null, type: 'changed' } as const;
  expect(staleRoots(changed)).toEqual(expect.arrayContaining(['call-out-setting', 'call-out']));
});

test('a record that moved or went out of sight makes everything old', () => {
  expect(staleRoots({ ...event, kind: 'subject.moved' })).toBe('all');
  expect(staleRoots({ ...event, type: 'gone' })).toBe('all');
  expect(staleRoots({ ...event, kind: 'incident.merged' })).toBe('all');
  expect(staleRoots({ ...event, type: 'sight', subject: null })).toBe('all');
});

test('who came to a record and who left makes nothing old but that', () => {
  expect(staleRoots({ kind: 'presence.changed', subject: event.subject, type: 'presence' })).toEqual(['presence']);
});

test('what is not an event of ours is passed over', () => {
  expect(readLiveEvent('ping')).toBeNull();
  expect(readLiveEvent('{"a":1}')).toBeNull();
  expect(readLiveEvent(JSON.stringify(event))).toEqual(event);
});
