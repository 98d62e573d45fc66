import { expect, it } from 'vitest';
import { chipsOfRow } from './chips.rules.ts';

const now = new Date('2026-11-27T10:00:00Z');
const plain = {
  parse: 'parsed',
  isUrgent: false,
  newsAt: null,
  compartment: { id: 1, name: 'all', isOpen: true },
  tlp: null,
  handledAs: null,
  state: 'new',
  snoozedUntil: null,
  isUnfinished: false,
  occurrenceCount: 1,
  attachmentCount: 0,
} as const;
const chips = (change: Partial<Parameters<typeof chipsOfRow>[0]>, isOverdue = false) =>
  chipsOfRow({ ...plain, ...change }, { isOverdue, now });

it('an ordinary report has none', () => {
  expect(chips({})).toEqual([]);
});

it('what burns comes before what is only good to know', () => {
  expect(
    chips(
      { attachmentCount: 2, occurrenceCount: 46, isUrgent: true, compartment: { id: 2, name: 'x', isOpen: false } },
      true,
    ),
  ).toEqual(['overdue', 'urgent', 'restricted', 'repeated', 'attachments']);
});

it('a report is snoozed until its moment and not after it', () => {
  expect(chips({ snoozedUntil: '2026-11-27T10:00:01Z' })).toEqual(['snoozed']);
  expect(chips({ snoozedUntil: '2026-11-27T09:59:59Z' })).toEqual([]);
});

it('an incident that the reader may not see is not named', () => {
  expect(chips({ state: 'handled', handledAs: null })).toEqual([]);
});
