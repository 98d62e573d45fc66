import { describe, expect, it } from 'vitest';
import { emptyTexts, mergeTexts, statementsOf, type Texts } from './texts.merge.ts';

const base: Texts = { ...emptyTexts, technical: 'VPN', plain: '停止', known: ['a', 'b'] };

describe('a summary that two people changed', () => {
  it('keeps what either added and drops what either took away', () => {
    const { texts, clashes } = mergeTexts({
      base,
      mine: { ...base, known: ['a', 'b', 'mine'], unknown: ['q'] },
      theirs: { ...base, known: ['b', 'theirs'] },
    });
    expect(texts.known).toEqual(['b', 'theirs', 'mine']);
    expect(texts.unknown).toEqual(['q']);
    expect(clashes).toEqual([]);
  });

  it('takes the text of whoever changed it', () => {
    const { texts } = mergeTexts({
      base,
      mine: { ...base, technical: 'VPN and RDP' },
      theirs: { ...base, plain: '復旧' },
    });
    expect(texts).toMatchObject({ technical: 'VPN and RDP', plain: '復旧' });
  });

  it('keeps my text where both changed it, and says so', () => {
    const merged = mergeTexts({
      base,
      mine: { ...base, plain: 'mine' },
      theirs: { ...base, plain: 'theirs' },
    });
    expect(merged.texts.plain).toBe('mine');
    expect(merged.clashes).toEqual(['plain']);
  });

  it('has no statement twice when both added the same', () => {
    const both = { ...base, known: ['a', 'b', 'same'] };
    expect(mergeTexts({ base, mine: both, theirs: both }).texts.known).toEqual(['a', 'b', 'same']);
  });
});

it('statements are lines without the bullets that were pasted along', () => {
  expect(statementsOf(' ・一つ\n\n- two\n●三つ  \n')).toEqual(['一つ', 'two', '三つ']);
});
