import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkEnd, type Standing, standingOf, withoutQuote } from './tracking.rules.ts';

const fresh: Standing = { state: 'new', isLookedAt: false, outcome: null, isWorkEnded: false };

describe('where a report stands for its reporter', () => {
  it.each<[string, Partial<Standing>, string, string | null]>([
    ['nobody has looked at it', {}, 'received', null],
    ['somebody has taken it on', { isLookedAt: true }, 'checking', null],
    ['the team waits for an answer', { state: 'waiting', isLookedAt: true }, 'asked', null],
    ['it became an incident', { state: 'handled' }, 'handling', null],
    ['it was merged into another', { state: 'merged' }, 'handling', null],
    ['its incident is over', { state: 'handled', isWorkEnded: true }, 'finished', 'handled'],
    ['it was answered', { state: 'closed', outcome: 'answered' }, 'finished', 'answered'],
    ['it was no incident', { state: 'closed', outcome: 'not-an-incident' }, 'finished', 'not-an-incident'],
    ['it was taken for spam', { state: 'closed', outcome: 'spam' }, 'finished', 'set-aside'],
    ['it was a duplicate', { state: 'closed', outcome: 'duplicate' }, 'finished', 'set-aside'],
  ])('when %s', (_name, part, state, outcome) => {
    expect(standingOf({ ...fresh, ...part })).toEqual({ state, outcome });
  });

  it('S33 tells nothing that tells spam from a duplicate, or a class from another', () => {
    const closed = (outcome: string) => JSON.stringify(standingOf({ ...fresh, state: 'closed', outcome }));
    expect(closed('spam')).toBe(closed('duplicate'));
  });
});

describe('the links of a closed report', () => {
  it('end 180 days after the closing', () => {
    expect(linkEnd(new Date('2026-11-22T00:00:00Z'))).toEqual(new Date('2027-05-21T00:00:00Z'));
  });
});

describe('a message on the page', () => {
  it.each([
    ['直りました。', '直りました。'],
    ['直りました。\n\n2026年11月22日 山根 <a@example.jp>:\n> いつですか\n> \n> 教えてください\n', '直りました。'],
    ['> 全部引用', '> 全部引用'],
    ['はい\n> 途中の引用\n以上', 'はい\n> 途中の引用\n以上'],
    ['a:\n> b', 'a:'],
  ])('is shown without the quotation at its end', (text, expected) => {
    expect(withoutQuote(text)).toBe(expected);
  });

  it('S23 full of white space is read in one pass', () => {
    const text = `a${' \u3000\n'.repeat(200_000)}b`;
    expect(withoutQuote(`${text}\n> c`)).toBe(text);
  });

  it('never has more than was written, and is read in time that grows with its length', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(text.includes(withoutQuote(text))).toBe(true);
      }),
    );
    expect(withoutQuote(`a\n${'> \n'.repeat(100_000)}`)).toBe('a');
  });
});
