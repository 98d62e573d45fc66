import { describe, expect, it } from 'vitest';
import { clockTolerance, decideNote } from './entry.rules.ts';

const now = new Date('2026-11-27T09:00:00Z');
const note = (occurredAt: Date | null) => decideNote({ text: 'x', lane: 'us', occurredAt }, now);
const later = (milliseconds: number) => new Date(now.getTime() + milliseconds);

describe('when an entry happened', () => {
  it('is now when nothing else is said', () => {
    expect(note(null)).toEqual({ text: 'x', lane: 'us', occurredAt: now });
  });

  it.each([
    ['a year ago', later(-365 * 86_400_000)],
    ['now', now],
    ['as far ahead as clocks differ', later(clockTolerance)],
  ])('may be %s', (_name, at) => {
    expect(note(at)).toMatchObject({ occurredAt: at });
  });

  it('may not be in the future, and the field is named', () => {
    expect(note(later(clockTolerance + 1))).toMatchObject({
      code: 'journal.add.in-the-future',
      fields: [{ path: 'body.occurredAt', code: 'journal.add.in-the-future' }],
    });
  });
});
