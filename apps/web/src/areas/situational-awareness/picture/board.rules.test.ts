import { expect, test } from 'vitest';
import { closeness, daysLeft, groupOf, hiddenOf, isQuiet, restOf, wallRoom } from './board.rules.ts';
import type { Board } from './queries.ts';

const now = new Date('2026-11-24T08:12:00+09:00');
const zone = 'Asia/Tokyo';
const at = (dueAt: string, isDay = false) => groupOf({ dueAt, isDay }, now, zone);

test('a deadline is late, today or later on the clocks of the team', () => {
  expect(at('2026-11-24T08:12:00+09:00')).toBe('overdue');
  expect(at('2026-11-24T23:59:00+09:00')).toBe('today');
  expect(at('2026-11-25T00:00:00+09:00')).toBe('later');
});

test('what is due by the end of a day is due on that day', () => {
  expect(at('2026-11-25T00:00:00+09:00', true)).toBe('today');
  expect(at('2026-11-24T00:00:00+09:00', true)).toBe('overdue');
});

test('the days that are left are those of the calendar', () => {
  expect(daysLeft('2026-11-25T00:00:00+09:00', now, zone)).toBe(0);
  expect(daysLeft('2026-11-24T00:00:00+09:00', now, zone)).toBe(-1);
  expect(daysLeft('2026-12-25T00:00:00+09:00', now, zone)).toBe(30);
});

test('the bar grows as the time goes, and never beyond its ends', () => {
  const bars = ['2027-02-01T00:00:00Z', '2026-11-30T00:00:00Z', '2026-11-24T02:00:00Z', '2026-11-23T00:00:00Z'].map(
    (due) => closeness(due, now),
  );
  expect(bars).toEqual(bars.toSorted((a, b) => a - b));
  expect([bars[0], bars[3]]).toEqual([0, 1]);
});

test('a list says what it does not show', () => {
  const totals: Board['deadlines']['totals'] = [
    { kind: 'task', total: { count: 3, isMore: false } },
    { kind: 'review', total: { count: 1, isMore: false } },
    { kind: 'report', total: { count: 1_000, isMore: true } },
  ];
  expect(hiddenOf(totals, [{ kind: 'task' }, { kind: 'review' }, { kind: 'report' }])).toEqual([
    { kind: 'task', hidden: { count: 2, isMore: false } },
    { kind: 'report', hidden: { count: 999, isMore: true } },
  ]);
  expect(restOf({ count: 3, isMore: false }, 3)).toBeNull();
  expect(restOf({ count: 3, isMore: false }, 1)).toEqual({ count: 2, isMore: false });
});

const none = { count: 0, isMore: false };
const quiet: Board = {
  incidents: { items: [], total: none },
  newest: [],
  deadlines: { items: [], totals: [] },
  waiting: { items: [], total: none, silent: none },
  tasks: null,
  inbox: null,
  proactive: { measuresOverdue: null, incidentsWithoutReview: null, incidentsWithoutNextReview: null },
};

test('it is quiet while nothing runs, nothing is late and nobody is silent', () => {
  expect(isQuiet(quiet, now)).toBe(true);
  expect(isQuiet({ ...quiet, incidents: { items: [], total: { count: 1, isMore: false } } }, now)).toBe(false);
  expect(isQuiet({ ...quiet, waiting: { items: [], total: none, silent: { count: 1, isMore: false } } }, now)).toBe(
    false,
  );
  const late = {
    ...{ id: 'a', number: null, title: 'x', isDay: false, who: null, dueAt: '2026-11-23T00:00:00Z' },
    subject: { kind: 'incident', id: 'i', number: 'INC-1', title: 'y' },
  } as const;
  const withLate = (kind: 'task' | 'measure'): Board => ({
    ...quiet,
    deadlines: { items: [{ ...late, kind }], totals: [] },
  });
  expect(isQuiet(withLate('task'), now)).toBe(false);
  // Late measures are the work of quiet times.
  expect(isQuiet(withLate('measure'), now)).toBe(true);
});

test('a wall screen shows what fits, and something even on a small one', () => {
  expect(wallRoom(900)).toEqual({ cards: 4, rows: 6 });
  expect(wallRoom(1080)).toEqual({ cards: 5, rows: 8 });
  expect(wallRoom(200)).toEqual({ cards: 2, rows: 3 });
});
