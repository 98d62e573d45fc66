import { isRefusal } from '@matoi/kernel';
import { describe, expect, it } from 'vitest';
import type { Rule } from './rule.model.ts';
import { decideRuleSet, mostPhrases, type RuleInput, type RuleSetGround, ruleChanges } from './rule-set.rules.ts';
import { namedBy, viewRules } from './rule-set.views.ts';

const effect: Rule['effect'] = {
  classCode: null,
  impact: null,
  urgency: null,
  assigneeId: null,
  compartmentId: null,
  tags: [],
  stops: false,
};
const rule = (id: string, change: Partial<Rule['effect']> = {}): Rule => ({
  id,
  name: `name of ${id}`,
  isOn: true,
  condition: { kind: 'text', in: 'title', contains: [`words of ${id}`] },
  effect: { ...effect, ...change },
});
const current = [rule('a'), rule('secret', { compartmentId: 7, tags: ['人事'] }), rule('b', { assigneeId: 'left' })];
const ground: RuleSetGround = {
  current,
  sees: [1, 3],
  classCodes: new Set(['own:insider']),
  activeAccounts: new Set(['here']),
  newIds: ['new0', 'new1', 'new2', 'new3'],
};
const sent = (one: Rule) => ({ ...one }) as RuleInput;
const hidden: RuleInput = { id: 'secret', isRestricted: true };
const codeOf = (input: readonly RuleInput[]) => {
  const decided = decideRuleSet(input, ground);
  return isRefusal(decided) ? decided.code.split('.')[2] : decided.map((one) => one.id);
};

describe('a set of rules is refused', () => {
  it.each<[string, RuleInput[], string]>([
    ['that leaves out a rule the editor cannot see', [sent(rule('a'))], 'restricted-missing'],
    ['that names a hidden rule twice', [hidden, hidden], 'id-unknown'],
    ['that names a visible rule as hidden', [hidden, { id: 'a', isRestricted: true }], 'id-unknown'],
    ['with a class that does not exist', [hidden, sent(rule('a', { classCode: 'own:x' }))], 'class-unknown'],
    ['with an assignee who has no account', [hidden, sent(rule('a', { assigneeId: 'x' }))], 'assignee-unknown'],
    ['with a compartment out of sight', [hidden, sent(rule('a', { compartmentId: 7 }))], 'compartment-unknown'],
    ['with a compartment that never was', [hidden, sent(rule('a', { compartmentId: 99 }))], 'compartment-unknown'],
  ])('%s', (_name, input, code) => {
    expect(codeOf(input)).toBe(code);
  });

  it('with more phrases than anybody understands', () => {
    const contains = Array.from({ length: 60 }, (_, at) => `phrase ${at}`);
    const many = Array.from({ length: mostPhrases / 60 + 1 }, (): RuleInput => {
      const condition = { kind: 'text', in: 'title', contains } as const;
      return {
        name: 'x',
        isOn: true,
        condition: { ...condition, contains: [...contains] },
        effect: { ...effect, tags: [] },
      };
    });
    expect(codeOf([hidden, ...many])).toBe('too-many-phrases');
  });

  it('tells the same of a compartment that is hidden and of one that never was', () => {
    const answers = [7, 99].map((id) => decideRuleSet([hidden, sent(rule('a', { compartmentId: id }))], ground));
    expect(answers[0]).toEqual(answers[1]);
  });
});

describe('a set of rules', () => {
  it('keeps a hidden rule untouched at the place that it is given', () => {
    const decided = decideRuleSet([sent(rule('b')), hidden, sent(rule('a'))], ground);
    expect(decided).toEqual([rule('b'), current[1], rule('a')]);
  });

  it('gives new rules, unknown ids, and ids that come again, an id of their own', () => {
    const { id: _, ...fresh } = rule('x');
    const input = [fresh as RuleInput, hidden, sent(rule('a')), sent(rule('a'))];
    expect(codeOf(input)).toEqual(['new0', 'secret', 'a', 'new3']);
    expect(codeOf([hidden, sent(rule('priorities:1'))])).toEqual(['secret', 'new1']);
  });

  it('never takes over the id of a hidden rule', () => {
    expect(codeOf([hidden, sent(rule('secret'))])).toEqual(['secret', 'new1']);
  });

  it('leaves somebody who has left in a rule that names them already', () => {
    expect(codeOf([hidden, sent(rule('b', { assigneeId: 'left' }))])).toEqual(['secret', 'b']);
    expect(codeOf([hidden, sent(rule('a', { assigneeId: 'left' }))])).toBe('assignee-unknown');
  });

  it('takes the open compartment for none, and a tag once', () => {
    const decided = decideRuleSet([hidden, sent(rule('a', { compartmentId: 1, tags: ['x', 'x'] }))], ground);
    expect(decided).toMatchObject([{}, { effect: { compartmentId: null, tags: ['x'] } }]);
  });
});

describe('what is told of rules', () => {
  it('is nothing of a hidden one but that it is there', () => {
    const seen = viewRules(current, [1, 3]);
    expect(seen[1]).toEqual({ id: 'secret', isRestricted: true });
    expect(JSON.stringify(seen)).not.toMatch(/人事|words of secret|"compartmentId":7/);
    expect(viewRules(current, [1, 7])[1]).toMatchObject({ isRestricted: false, name: 'name of secret' });
    expect(namedBy(seen)).toEqual({ accountIds: new Set(['left']), compartmentIds: [] });
  });

  it('is for the audit log how many were changed, never what they say', () => {
    const after = [rule('b'), current[1] ?? rule('x'), { ...rule('a'), isOn: false }, rule('c')];
    expect(ruleChanges(current, after)).toEqual({ added: 1, removed: 0, changed: 2, isReordered: true });
    expect(ruleChanges(current, current.slice(1))).toEqual({ added: 0, removed: 1, changed: 0, isReordered: false });
    expect(JSON.stringify(ruleChanges(current, after))).not.toContain('words');
  });
});
