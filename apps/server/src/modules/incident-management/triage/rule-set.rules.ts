import { type BodyOf, openCompartment, type ResponseOf, type RouteWith } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import type { Rule, RuleCondition } from './rule.model.ts';

/** A rule as an editor sends it: whole, or by its id alone where it names a compartment that the editor does not see. */
export type RuleInput = BodyOf<RouteWith<'triage-rules.change'>>['rules'][number];
export type RuleView = ResponseOf<RouteWith<'triage-rules.show'>>['rules'][number];

/** More phrases than this make no set of rules that a person still understands. */
export const mostPhrases = 5_000;

export type RuleSetGround = {
  /** The rules of the latest version, those out of the editor's sight among them. */
  readonly current: readonly Rule[];
  /** Compartments that the editor sees. */
  readonly sees: readonly number[];
  readonly classCodes: ReadonlySet<string>;
  readonly activeAccounts: ReadonlySet<string>;
  /** One for each rule, for those that are new. */
  readonly newIds: readonly string[];
};

/** Whether a rule names a compartment outside the given ones. Such a rule is shown to nobody else, not even in parts. */
export function isRestricted(rule: Rule, sees: readonly number[]): boolean {
  return rule.effect.compartmentId !== null && !sees.includes(rule.effect.compartmentId);
}

/**
 * The rules as an editor wants them, or why not. Restricted rules stay as they are, at the place that the editor gives
 * them; none may be missing. A rule with an id that is not known, or given twice, is a new rule.
 */
export function decideRuleSet(input: readonly RuleInput[], ground: RuleSetGround): readonly Rule[] | Refusal {
  const current = new Map(ground.current.map((rule) => [rule.id, rule]));
  const waiting = new Set(ground.current.filter((rule) => isRestricted(rule, ground.sees)).map((rule) => rule.id));
  const used = new Set<string>(waiting);
  const rules: Rule[] = [];
  for (const [at, item] of input.entries()) {
    if (item.isRestricted === true) {
      const kept = waiting.delete(item.id) ? current.get(item.id) : undefined;
      if (kept === undefined) return refused('id-unknown', `${at}`, '');
      rules.push(kept);
      continue;
    }
    const before = item.id === undefined || used.has(item.id) ? undefined : current.get(item.id);
    const id = before?.id ?? ground.newIds[at] ?? '';
    used.add(id);
    const rule = { id, name: item.name, isOn: item.isOn, condition: item.condition, effect: tidy(item.effect) };
    const problem = problemOf(rule, before, { ground, at });
    if (problem !== null) return problem;
    rules.push(rule);
  }
  if (waiting.size > 0) return refusal('triage-rules.change.restricted-missing', { count: waiting.size });
  const phrases = rules.reduce((count, rule) => count + phraseCount(rule.condition), 0);
  return phrases > mostPhrases ? refusal('triage-rules.change.too-many-phrases', { limit: mostPhrases }) : rules;
}

/** Everybody sees the open compartment, so naming it restricts nothing. */
function tidy(effect: Rule['effect']): Rule['effect'] {
  return {
    ...effect,
    compartmentId: effect.compartmentId === openCompartment ? null : effect.compartmentId,
    tags: [...new Set(effect.tags)],
  };
}

function problemOf(
  { effect, name }: Rule,
  before: Rule | undefined,
  { ground, at }: { readonly ground: RuleSetGround; readonly at: number },
): Refusal | null {
  if (effect.classCode !== null && !ground.classCodes.has(effect.classCode))
    return refused('class-unknown', `${at}.effect.classCode`, name);
  const { assigneeId, compartmentId } = effect;
  // Somebody who has left may stay in a rule that was not touched: proposals leave them out by themselves.
  if (assigneeId !== null && assigneeId !== before?.effect.assigneeId && !ground.activeAccounts.has(assigneeId))
    return refused('assignee-unknown', `${at}.effect.assigneeId`, name);
  if (compartmentId !== null && !ground.sees.includes(compartmentId))
    return refused('compartment-unknown', `${at}.effect.compartmentId`, name);
  return null;
}

function refused(reason: string, path: string, rule: string): Refusal {
  const code = `triage-rules.change.${reason}`;
  return refusal(code, { rule }, [{ path: `body.rules.${path}`, code }]);
}

function phraseCount(condition: RuleCondition): number {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.reduce((count, part) => count + phraseCount(part), 0);
    case 'not':
      return phraseCount(condition.of);
    case 'text':
      return condition.contains.length;
    default:
      return 0;
  }
}

/** What an audit entry says of a change: which rules, never what they say. */
export function ruleChanges(before: readonly Rule[], after: readonly Rule[]) {
  const former = new Map(before.map((rule) => [rule.id, rule]));
  const ids = new Set(after.map((rule) => rule.id));
  const kept = after.filter((rule) => former.has(rule.id));
  const stayed = before.filter((rule) => ids.has(rule.id));
  return {
    added: after.filter((rule) => !former.has(rule.id)).length,
    removed: before.filter((rule) => !ids.has(rule.id)).length,
    changed: kept.filter((rule) => JSON.stringify(rule) !== JSON.stringify(former.get(rule.id))).length,
    isReordered: kept.some((rule, at) => rule.id !== stayed[at]?.id),
  };
}
