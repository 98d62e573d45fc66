import { expect, test } from 'vitest';
import type { DeadlinesOfKind, FoundDeadline } from './board.model.ts';
import { inOrder } from './board.rules.ts';

const at = (time: string) => new Date(`2026-11-24T${time}:00+09:00`);
const deadline = (kind: FoundDeadline['kind'], id: string, time: string): FoundDeadline => ({
  kind,
  id,
  number: null,
  title: id,
  subjectId: 's',
  dueAt: at(time),
  isDay: false,
  who: null,
});
const ofKind = (kind: FoundDeadline['kind'], rows: readonly FoundDeadline[]): DeadlinesOfKind => ({
  kind,
  rows,
  total: { count: rows.length, isMore: false },
});

test('deadlines of all kinds stand in one order of time', () => {
  const reviews = ofKind('review', [deadline('review', 'r1', '09:00'), deadline('review', 'r2', '11:00')]);
  const tasks = ofKind('task', [deadline('task', 't1', '08:30'), deadline('task', 't2', '10:00')]);
  expect(inOrder([reviews, tasks]).map(({ id }) => id)).toEqual(['t1', 'r1', 't2', 'r2']);
});

test('what is due at the same moment stands in the same order every time', () => {
  const one = ofKind('task', [deadline('task', 'b', '09:00')]);
  const other = ofKind('report', [deadline('report', 'a', '09:00')]);
  expect(inOrder([one, other])).toEqual(inOrder([other, one]));
});

test('a kind without deadlines brings none', () => {
  expect(inOrder([ofKind('measure', [])])).toEqual([]);
});
