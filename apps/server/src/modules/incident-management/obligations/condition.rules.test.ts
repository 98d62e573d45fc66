import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from './condition.rules.ts';
import type { Condition, Fact, Facts, FactValue } from './obligation.model.ts';

const fact = (value: FactValue | null, state: Fact['state'] = 'confirmed'): Fact => ({
  state,
  value,
  source: '',
  at: '2026-11-24T00:00:00.000Z',
});
const truth = (condition: Condition, facts: Facts = {}, scope = {}) => holds(condition, { facts, scope }).truth;
const a = { fact: 'a', is: true } as const;
const b = { fact: 'b', is: true } as const;

describe('a single condition', () => {
  it.each([
    ['a missing fact is unknown', a, {}, 'unknown'],
    ['an unknown fact is unknown', a, { a: fact(null, 'unknown') }, 'unknown'],
    ['a fact that does not apply is no', a, { a: fact(null, 'not-applicable') }, 'no'],
    ['confirmed yes', a, { a: fact(true) }, 'yes'],
    ['confirmed no', a, { a: fact(false) }, 'no'],
    ['an estimate may say yes', a, { a: fact(true, 'estimated') }, 'yes'],
    ['an estimate may not say no', a, { a: fact(false, 'estimated') }, 'unknown'],
    ['above does not hold at the number', { fact: 'n', above: 1_000 }, { n: fact(1_000) }, 'no'],
    ['above holds one over it', { fact: 'n', above: 1_000 }, { n: fact(1_001) }, 'yes'],
    ['at least holds at the number', { fact: 'n', atLeast: 500 }, { n: fact(500) }, 'yes'],
    ['a text is no number', { fact: 'n', above: 1 }, { n: fact('2') }, 'no'],
    ['one of', { fact: 'c', oneOf: ['x', 'y'] }, { c: fact('y') }, 'yes'],
    ['has', { fact: 'l', has: 'DE' }, { l: fact(['FR', 'DE']) }, 'yes'],
    ['a text does not have its letters', { fact: 'l', has: 'D' }, { l: fact('DE') }, 'no'],
  ] as const)('%s', (_name, condition, facts, expected) => {
    expect(truth(condition, facts)).toBe(expected);
  });

  it('of the scope is undeclared, yes or no', () => {
    expect(truth({ scope: 's', is: true })).toBe('unknown');
    expect(holds({ scope: 's', is: true }, { facts: {}, scope: {} }).undeclared).toEqual(['s']);
    expect(truth({ scope: 's', is: true }, {}, { s: true })).toBe('yes');
    expect(truth({ scope: 's', is: true }, {}, { s: false })).toBe('no');
  });
});

describe('combined conditions', () => {
  const facts = { yes: fact(true), no: fact(false), estimated: fact(true, 'estimated') };
  const [yes, no, open] = ['yes', 'no', 'open'].map((key) => ({ fact: key, is: true }) as const);
  if (yes === undefined || no === undefined || open === undefined) throw new Error('no conditions');
  it.each([
    ['all with a no is no, whatever is open', { all: [yes, no, open] }, 'no'],
    ['all with something open is unknown', { all: [yes, open] }, 'unknown'],
    ['any with a yes is yes, whatever is open', { any: [no, yes, open] }, 'yes'],
    ['any with something open is unknown', { any: [no, open] }, 'unknown'],
    ['two of three with one open is unknown', { count: 2, of: [yes, open, no] }, 'unknown'],
    ['two of three with two noes is no', { count: 2, of: [yes, no, no] }, 'no'],
    ['not of what is open is unknown', { not: open }, 'unknown'],
    ['not of an estimated yes is unknown, not no', { not: { fact: 'estimated', is: true } }, 'unknown'],
    ['what is open counts unless it is excluded', { unlessExcluded: open }, 'yes'],
    ['what is excluded does not', { unlessExcluded: no }, 'no'],
  ] as const)('%s', (_name, condition, expected) => {
    expect(truth(condition, facts)).toBe(expected);
  });

  it('name what is missing, and not what could change nothing', () => {
    expect(holds({ all: [no, open] }, { facts, scope: {} }).missing).toEqual([]);
    expect(holds({ all: [yes, open] }, { facts, scope: {} }).missing).toEqual(['open']);
    expect(holds({ unlessExcluded: open }, { facts, scope: {} })).toMatchObject({
      isPrecaution: true,
      missing: ['open'],
    });
  });

  it('are a precaution only when nothing certain carries them', () => {
    const answer = (condition: Condition) => holds(condition, { facts, scope: {} }).isPrecaution;
    expect(answer({ any: [{ unlessExcluded: open }, yes] })).toBe(false);
    expect(answer({ all: [{ unlessExcluded: open }, yes] })).toBe(true);
  });
});

describe('knowing more', () => {
  const leafs = fc.constantFrom<Condition>(a, b, { fact: 'n', above: 10 }, { fact: 'n', atLeast: 3 });
  const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leafs,
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      tie('tree').map((not) => ({ not })),
    ),
  }));
  const known = fc.record({
    a: fc.option(
      fc.boolean().map((value) => fact(value)),
      { nil: undefined },
    ),
    b: fc.option(
      fc.boolean().map((value) => fact(value)),
      { nil: undefined },
    ),
    n: fc.option(
      fc.integer({ min: 0, max: 20 }).map((value) => fact(value)),
      { nil: undefined },
    ),
  });

  it('turns an answer that was certain into no other one', () => {
    fc.assert(
      fc.property(tree, known, known, (condition, some, more) => {
        const before = truth(condition, some);
        const after = truth(condition, {
          a: some.a ?? more.a,
          b: some.b ?? more.b,
          n: some.n ?? more.n,
        });
        if (before !== 'unknown') expect(after).toBe(before);
      }),
      { numRuns: 300 },
    );
  });

  it('always answers once everything is confirmed', () => {
    fc.assert(
      fc.property(tree, fc.boolean(), fc.boolean(), fc.integer({ min: 0, max: 20 }), (condition, x, y, n) => {
        expect(truth(condition, { a: fact(x), b: fact(y), n: fact(n) })).not.toBe('unknown');
      }),
    );
  });
});
