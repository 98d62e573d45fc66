import { relationKinds } from '@matoi/contract';
import { isRefusal } from '@matoi/kernel';
import { describe, expect, it } from 'vitest';
import { kindOfRelation, kindsOfRelations } from './kind.queries.ts';
import { decideRelation } from './relation.rules.ts';

const nothing = { between: [], ancestors: [], hasParent: false };
const parentOf = kindOfRelation('parent-of');
const related = kindOfRelation('related');
const codeOf = (answer: unknown) => (isRefusal(answer) ? answer.code : null);
const pair = { fromId: 'a', toId: 'b' } as const;

describe('a relation is refused', () => {
  it('of a record to itself', () => {
    const own = { kind: 'related', fromId: 'a', toId: 'a' } as const;
    expect(codeOf(decideRelation(related, own, nothing))).toBe('relations.add.same');
  });

  it('when it is there already, from either side where both sides are the same', () => {
    const there = { kind: 'related', fromId: 'b', toId: 'a' } as const;
    const asked = { kind: 'related', ...pair } as const;
    expect(codeOf(decideRelation(related, asked, { ...nothing, between: [there] }))).toBe('relations.add.exists');
  });

  it('when a descendant would become the parent, also over several steps', () => {
    const asked = { kind: 'parent-of', ...pair } as const;
    const known = { ...nothing, ancestors: ['a', 'm', 'b'] };
    expect(codeOf(decideRelation(parentOf, asked, known))).toBe('relations.add.circle');
  });

  it('when the child has a parent', () => {
    const asked = { kind: 'parent-of', ...pair } as const;
    expect(codeOf(decideRelation(parentOf, asked, { ...nothing, hasParent: true }))).toBe(
      'relations.add.second-parent',
    );
  });
});

describe('a relation is made', () => {
  it('in the other direction where that says something else', () => {
    const cause = kindOfRelation('caused-by');
    const there = { kind: 'caused-by', fromId: 'b', toId: 'a' } as const;
    const asked = { kind: 'caused-by', ...pair } as const;
    expect(decideRelation(cause, asked, { ...nothing, between: [there], ancestors: ['b'] })).toEqual(asked);
  });
});

describe('the kinds of relations', () => {
  it('have words in both languages and both directions, the same ones where they are symmetric', () => {
    expect(kindsOfRelations.map((kind) => kind.code)).toEqual([...relationKinds]);
    for (const { forward, backward, isSymmetric } of kindsOfRelations) {
      for (const word of [forward.ja, forward.en, backward.ja, backward.en]) expect(word).not.toBe('');
      expect(forward.ja === backward.ja).toBe(isSymmetric);
    }
  });
});
