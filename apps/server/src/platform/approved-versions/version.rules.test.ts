import { describe, expect, it } from 'vitest';
import { authorsWith, headOf, isAuthor, versionAt } from './version.rules.ts';

const day = (on: number) => new Date(Date.UTC(2026, 10, on));
const sato = { kind: 'user', id: 's', name: '佐藤' } as const;
const mori = { kind: 'user', id: 'm', name: '森' } as const;
const version = (number: number, effectiveAt: Date) => ({
  ...{ number, effectiveAt, definition: 'text', note: '', authors: [sato], approvedAt: day(1), approvedBy: mori },
  sha256: 'x',
});

describe('the version in force', () => {
  it('is none before the first has begun', () => {
    expect(versionAt([version(1, day(2))], day(1))).toBeNull();
  });

  it('is the newest number that has begun, from the very moment on, in whatever order they are given', () => {
    const versions = [version(3, day(9)), version(1, day(1)), version(2, day(5))];
    expect(versionAt(versions, day(5))?.number).toBe(2);
    expect(versionAt(versions, new Date(day(5).getTime() - 1))?.number).toBe(1);
  });

  it('is a newer number even where an older one began later', () => {
    expect(versionAt([version(1, day(5)), version(2, day(3))], day(6))?.number).toBe(2);
  });
});

it.each([
  ['in force', version(2, day(5)), 'in-force'],
  ['to come', version(3, day(9)), 'to-come'],
  ['past', version(1, day(1)), 'past'],
])('a version that is %s says so, and not what it holds', (_name, one, state) => {
  const head = headOf(one, { current: version(2, day(5)), now: day(6) });
  expect(head.state).toBe(state);
  expect(head).not.toHaveProperty('definition');
});

describe('the authors of a draft', () => {
  it('are forgotten with the draft before', () => {
    expect(authorsWith({ definition: null, authors: [mori] }, sato)).toEqual([sato]);
  });

  it('are everybody who wrote, once', () => {
    expect(authorsWith({ definition: {}, authors: [mori] }, sato)).toEqual([mori, sato]);
    expect(authorsWith({ definition: {}, authors: [mori, sato] }, sato)).toEqual([mori, sato]);
  });

  it('are told apart by kind and id, not by name', () => {
    expect(isAuthor([sato], { kind: 'token', id: 's' })).toBe(false);
    expect(isAuthor([sato], { ...sato, id: 'other' })).toBe(false);
  });
});
