import { describe, expect, it } from 'vitest';
import type { RuleView } from './queries.ts';
import { fromDraft, isRuleUnfinished, moved, newRule, toDraft } from './rules.draft.ts';

const rules: RuleView[] = [
  {
    id: 'a',
    isRestricted: false,
    name: '誤送信',
    isOn: true,
    condition: { kind: 'any', of: [{ kind: 'text', in: 'title', contains: ['誤送信'] }] },
    effect: {
      classCode: 'own:mis-sent',
      impact: 'medium',
      urgency: null,
      assigneeId: null,
      compartmentId: null,
      tags: ['x'],
      stops: true,
    },
  },
  { id: 'hidden', isRestricted: true },
];

describe('the draft of rules', () => {
  it('is sent as it came when nothing was changed, a restricted rule by its id alone', () => {
    const sent = fromDraft(toDraft(rules));
    expect(sent[1]).toEqual({ id: 'hidden', isRestricted: true });
    expect(sent[0]).toMatchObject({ id: 'a', name: '誤送信', condition: { kind: 'text', contains: ['誤送信'] } });
  });

  it('sends a new rule without an id, once it has a name and words', () => {
    const fresh = newRule('k');
    expect(isRuleUnfinished(fresh)).toBe(true);
    const always = { ...fresh, name: ' いつも ', built: { match: 'all', lines: [] } } as const;
    expect(isRuleUnfinished(always)).toBe(false);
    expect(fromDraft([always])).toEqual([
      { name: 'いつも', isOn: true, condition: { kind: 'all', of: [] }, effect: fresh.effect },
    ]);
    expect(isRuleUnfinished(toDraft(rules)[1] ?? fresh)).toBe(false);
  });

  it('moves a rule by one place and not over the ends', () => {
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
    expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
  });
});
