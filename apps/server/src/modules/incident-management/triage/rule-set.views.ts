import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Rule, TriageProposal } from './rule.model.ts';
import { isRestricted, type RuleView } from './rule-set.rules.ts';

/** The rules as somebody may see them: of a restricted one nothing but that it is there. */
export function viewRules(rules: readonly Rule[], sees: readonly number[]): RuleView[] {
  return rules.map(
    (rule): RuleView =>
      isRestricted(rule, sees)
        ? { id: rule.id, isRestricted: true }
        : {
            id: rule.id,
            isRestricted: false,
            name: rule.name,
            isOn: rule.isOn,
            // The shape of a condition was checked when it was written, or comes with the program.
            condition: structuredClone(rule.condition) as (RuleView & { isRestricted: false })['condition'],
            effect: { ...rule.effect, tags: [...rule.effect.tags] },
          },
  );
}

/** Accounts and compartments that the visible rules name. */
export function namedBy(rules: readonly RuleView[]): {
  readonly accountIds: ReadonlySet<string>;
  readonly compartmentIds: readonly number[];
} {
  const effects = rules.flatMap((rule) => (rule.isRestricted ? [] : [rule.effect]));
  const present = <T>(values: readonly (T | null)[]) => values.filter((value) => value !== null) as T[];
  return {
    accountIds: new Set(present(effects.map((effect) => effect.assigneeId))),
    compartmentIds: [...new Set(present(effects.map((effect) => effect.compartmentId)))],
  };
}

/** A proposal as the contract answers it. */
export function viewProposal(proposal: TriageProposal): ResponseOf<RouteWith<'triage-rules.try'>>['before'] {
  return {
    ...proposal,
    tags: [...proposal.tags],
    reasons: proposal.reasons.map((reason) => ({ ...reason, because: reason.because.map((one) => ({ ...one })) })),
  };
}
