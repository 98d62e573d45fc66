import { describe, expect, it } from 'vitest';
import type { StoredEntry } from './entry.model.ts';
import { clockTolerance, decideCorrection, decideNote } from './entry.rules.ts';

const now = new Date('2026-11-27T09:00:00Z');
const words = { text: 'x', lane: 'us', occurredUntil: null, isAssumed: false } as const;
const note = (occurredAt: Date | null, occurredUntil: Date | null = null) =>
  decideNote({ ...words, occurredAt, occurredUntil }, now);
const later = (milliseconds: number) => new Date(now.getTime() + milliseconds);

describe('when an entry happened', () => {
  it.each([
    ['begins in the future', later(clockTolerance + 1), null, 'occurredAt', 'journal.add.in-the-future'],
    ['ends in the future', now, later(clockTolerance + 1), 'occurredUntil', 'journal.add.in-the-future'],
    ['ends before it begins', now, later(-1), 'occurredUntil', 'journal.add.ends-before'],
    ['ends as it begins', now, now, 'occurredUntil', 'journal.add.ends-before'],
  ])('is refused where it %s, and the field is named', (_name, at, until, field, code) => {
    expect(note(at, until)).toMatchObject({ code, fields: [{ path: `body.${field}`, code }] });
  });

  it('is now when nothing else is said', () => {
    expect(note(null)).toEqual({ ...words, occurredAt: now });
  });

  it.each([
    ['a year ago', later(-365 * 86_400_000)],
    ['now', now],
    ['as far ahead as clocks differ', later(clockTolerance)],
  ])('may be %s', (_name, at) => {
    expect(note(at)).toMatchObject({ occurredAt: at });
  });

  it('may be a span', () => {
    expect(note(later(-60_000), now)).toMatchObject({ occurredUntil: now });
  });
});

describe('a correction', () => {
  const entry: StoredEntry = {
    ...words,
    id: 'e',
    kind: 'note',
    occurredAt: now,
    recordedAt: now,
    author: { kind: 'user', id: 'u', name: 'n' },
    version: 1,
    act: null,
    subjectId: 's',
    rootId: 'e',
    isSuperseded: false,
  };
  const correct = (changes: Partial<StoredEntry>, at: Date = now) =>
    decideCorrection({ ...entry, ...changes }, { ...words, occurredAt: at }, now);

  it.each([
    ['of what Matoi wrote by itself', { kind: 'act' }, 'journal.correct.not-a-note'],
    ['of what was corrected meanwhile', { isSuperseded: true }, 'journal.correct.superseded'],
  ] as const)('%s is refused', (_name, changes, code) => {
    expect(correct(changes)).toMatchObject({ code });
  });

  it('is bound by the same rules as an entry', () => {
    expect(correct({}, later(clockTolerance + 1))).toMatchObject({ code: 'journal.add.in-the-future' });
    expect(correct({})).toMatchObject({ text: 'x', occurredAt: now });
  });
});
