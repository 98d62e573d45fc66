import type { Built, Effect, RuleInput } from './condition.builder.ts';
import { isUnfinished, toBuilt, toCondition } from './condition.builder.ts';
import type { RuleView } from './queries.ts';

/** A rule while it is edited; a restricted one can only be moved. `key` tells them apart on the page. */
export type DraftRule =
  | {
      readonly key: string;
      readonly id: string | null;
      readonly isRestricted: false;
      readonly name: string;
      readonly isOn: boolean;
      readonly built: Built;
      readonly effect: Effect;
    }
  | { readonly key: string; readonly id: string; readonly isRestricted: true };

export type OpenDraft = Extract<DraftRule, { readonly isRestricted: false }>;

/** The rules as the page edits them. */
export function toDraft(rules: readonly RuleView[]): readonly DraftRule[] {
  return rules.map((rule) =>
    rule.isRestricted
      ? { key: rule.id, id: rule.id, isRestricted: true }
      : {
          key: rule.id,
          id: rule.id,
          isRestricted: false,
          name: rule.name,
          isOn: rule.isOn,
          built: toBuilt(rule.condition),
          effect: rule.effect,
        },
  );
}

/** The rules as they are sent. */
export function fromDraft(rules: readonly DraftRule[]): RuleInput[] {
  return rules.map((rule): RuleInput => {
    if (rule.isRestricted) return { id: rule.id, isRestricted: true };
    const { id, name, isOn, built, effect } = rule;
    return { ...(id === null ? {} : { id }), name: name.trim(), isOn, condition: toCondition(built), effect };
  });
}

const noEffect: Effect = {
  classCode: null,
  impact: null,
  urgency: null,
  assigneeId: null,
  compartmentId: null,
  tags: [],
  stops: false,
};

/** A new rule that asks for a phrase, not filled in yet. */
export function newRule(key: string): OpenDraft {
  return {
    key,
    id: null,
    isRestricted: false,
    name: '',
    isOn: true,
    built: toBuilt({ kind: 'text', in: 'either', contains: [] }),
    effect: noEffect,
  };
}

/** Whether a rule lacks a name or words. */
export function isRuleUnfinished(rule: DraftRule): boolean {
  return !rule.isRestricted && (rule.name.trim() === '' || isUnfinished(rule.built));
}

/** The rules with one moved up (-1) or down (1). */
export function moved<T>(rules: readonly T[], at: number, by: -1 | 1): readonly T[] {
  const to = at + by;
  const [one, other] = [rules[at], rules[to]];
  if (one === undefined || other === undefined) return rules;
  return rules.map((rule, index) => (index === at ? other : index === to ? one : rule));
}
