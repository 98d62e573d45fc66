import type { FactUse, Truth } from './assessment.model.ts';
import type { Condition, Fact, Facts, FactValue, Scope } from './fact.model.ts';

/** An answer with what it rests on. `missing` are the keys whose knowledge, or confirmation, could change it. */
export type Answer = {
  readonly truth: Truth;
  /** True by `unlessExcluded` alone: nothing says so, only nothing excludes it. */
  readonly isPrecaution: boolean;
  readonly uses: readonly FactUse[];
  readonly missing: readonly string[];
  readonly undeclared: readonly string[];
};

type Known = { readonly facts: Facts; readonly scope: Scope };

const none = { isPrecaution: false, uses: [], missing: [], undeclared: [] } as const;

/**
 * Whether a condition holds, in three values (Kleene). A fact that does not apply is "no". An estimate may say yes and
 * may not say no: what was only estimated excludes nothing, so a "no" of an estimate is unknown and asks for
 * confirmation.
 */
export function holds(condition: Condition, known: Known): Answer {
  if ('always' in condition) return { ...none, truth: 'yes' };
  if ('all' in condition)
    return together(
      condition.all.map((part) => holds(part, known)),
      condition.all.length,
    );
  if ('any' in condition)
    return together(
      condition.any.map((part) => holds(part, known)),
      1,
    );
  if ('of' in condition)
    return together(
      condition.of.map((part) => holds(part, known)),
      condition.count,
    );
  if ('not' in condition) return opposite(condition.not, known);
  if ('unlessExcluded' in condition) {
    const answer = holds(condition.unlessExcluded, known);
    return answer.truth === 'unknown' ? { ...answer, truth: 'yes', isPrecaution: true } : answer;
  }
  if ('scope' in condition) return ofScope(condition, known);
  return ofFact(condition, known);
}

type FactTest = Extract<Condition, { fact: string }>;
type ScopeTest = Extract<Condition, { scope: string }>;

function ofFact(test: FactTest, { facts }: Known): Answer {
  const fact = facts[test.fact];
  const use: FactUse = {
    from: 'fact',
    key: test.fact,
    state: fact?.state ?? 'unknown',
    value: fact?.value ?? null,
  };
  if (fact === undefined || fact.state === 'unknown') {
    return { ...none, truth: 'unknown', uses: [use], missing: [test.fact] };
  }
  if (fact.state === 'not-applicable') return { ...none, truth: 'no', uses: [use] };
  if (fact.value !== null && matches(test, fact.value)) return { ...none, truth: 'yes', uses: [use] };
  return isSettled(fact)
    ? { ...none, truth: 'no', uses: [use] }
    : { ...none, truth: 'unknown', uses: [use], missing: [test.fact] };
}

const isSettled = (fact: Fact) => fact.state === 'confirmed' && fact.value !== null;

function ofScope(test: ScopeTest, { scope }: Known): Answer {
  const value = scope[test.scope];
  if (value === undefined) {
    const use: FactUse = { from: 'scope', key: test.scope, state: 'unknown', value: null };
    return { ...none, truth: 'unknown', uses: [use], undeclared: [test.scope] };
  }
  const use: FactUse = { from: 'scope', key: test.scope, state: 'confirmed', value };
  return { ...none, truth: matches(test, value) ? 'yes' : 'no', uses: [use] };
}

function matches(test: FactTest | ScopeTest, value: FactValue): boolean {
  if ('is' in test) return value === test.is;
  if ('oneOf' in test) return typeof value === 'string' && test.oneOf.includes(value);
  if ('has' in test) return Array.isArray(value) && value.includes(test.has);
  if ('above' in test) return typeof value === 'number' && value > test.above;
  return typeof value === 'number' && value >= test.atLeast;
}

/** The opposite; here it is the "yes" inside that must not rest on an estimate, so it is asked with estimates left out. */
function opposite(condition: Condition, known: Known): Answer {
  const answer = holds(condition, known);
  if (answer.truth === 'no') return { ...answer, truth: 'yes', missing: [], isPrecaution: false };
  if (answer.truth === 'unknown') return answer;
  const certain = holds(condition, { ...known, facts: withoutEstimates(known.facts) });
  if (certain.truth === 'yes' && !certain.isPrecaution) return { ...answer, truth: 'no', isPrecaution: false };
  return { ...certain, uses: answer.uses, truth: 'unknown', isPrecaution: false };
}

/** Facts without what was only estimated. */
export function withoutEstimates(facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact?.state !== 'estimated'));
}

/** At least `needed` of the answers: all of them, any of them, or a number between. */
function together(answers: readonly Answer[], needed: number): Answer {
  const of = (truth: Truth) => answers.filter((answer) => answer.truth === truth);
  const yes = of('yes');
  const unknown = of('unknown');
  if (yes.length >= needed) {
    const surest = yes.filter((answer) => !answer.isPrecaution);
    const counted = surest.length >= needed ? surest : yes;
    return merged('yes', counted, surest.length < needed);
  }
  if (yes.length + unknown.length < needed) return merged('no', of('no'), false);
  const open = merged('unknown', unknown, false);
  return { ...open, uses: merged('unknown', [...yes, ...unknown], false).uses };
}

function merged(truth: Truth, answers: readonly Answer[], isPrecaution: boolean): Answer {
  const uses = new Map(answers.flatMap((answer) => answer.uses).map((use) => [`${use.from} ${use.key}`, use]));
  return {
    truth,
    isPrecaution,
    uses: [...uses.values()],
    missing: truth === 'no' ? [] : [...new Set(answers.flatMap((answer) => answer.missing))],
    undeclared: truth === 'no' ? [] : [...new Set(answers.flatMap((answer) => answer.undeclared))],
  };
}
