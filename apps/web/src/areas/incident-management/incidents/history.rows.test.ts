import { expect, test } from 'vitest';
import { type History, historyRows } from './history.rows.ts';

const by = { kind: 'user' as const, id: 'a', name: '山田' };
const both = (text: string) => ({ ja: text, en: text });
const decision = { proposed: null, tableVersion: 1, ticks: [], reason: null, decidedBy: by };
const history: History = {
  phases: [
    {
      id: 'p',
      phase: 'analysis',
      from: 'not-started',
      to: 'active',
      move: 'advance',
      at: '2026-11-21T01:00:00.000Z',
      reason: null,
      recordedAt: '2026-11-21T03:00:00.000Z',
      recordedBy: by,
    },
  ],
  severities: [
    { ...decision, severity: 'high', decidedAt: '2026-11-21T04:00:00.000Z' },
    { ...decision, severity: 'low', decidedAt: '2026-11-21T02:00:00.000Z' },
  ],
  functions: [
    {
      account: { id: 'b', name: '佐藤' },
      function: 'commander',
      from: '2026-11-21T01:00:00.000Z',
      until: '2026-11-21T05:00:00.000Z',
      givenBy: by,
    },
  ],
  fields: [
    { id: 'f', field: both('TLP'), before: both('AMBER'), after: both('RED'), at: '2026-11-21T06:00:00.000Z', by },
  ],
};

test('all changes stand in one order, the newest first, by when they were recorded', () => {
  expect(historyRows(history).map(({ kind, at }) => [kind, at.slice(11, 13)])).toEqual([
    ['field', '06'],
    ['ended', '05'],
    ['severity', '04'],
    ['phase', '03'],
    ['severity', '02'],
    ['given', '01'],
  ]);
});

test('a severity says which one was before it; the first has none', () => {
  const rows = historyRows(history).filter((row) => row.kind === 'severity');
  expect(rows.map(({ part }) => [part.before, part.severity])).toEqual([
    ['low', 'high'],
    [null, 'low'],
  ]);
});
