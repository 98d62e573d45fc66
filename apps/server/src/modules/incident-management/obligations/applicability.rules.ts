import type { Applicability, AssessInput, Ruling, TriggerVerdict, Verdict } from './assessment.model.ts';
import { type Answer, holds, withoutEstimates } from './condition.rules.ts';
import type { DayText, Facts, Scope, Text } from './fact.model.ts';
import type { Regime, Trigger } from './regime.model.ts';
import { type Said, sentenceOf } from './sentence.rules.ts';

type Computed = {
  readonly applicability: Applicability;
  readonly said: readonly Said[];
  readonly missing: readonly string[];
};

/**
 * Whether a regime applies. "Not applicable" needs certainty: a fact that is missing or only estimated makes it ask. The
 * order is: switched on, in force, declared scope, triggers, exclusion. A human's ruling wins over what is computed and
 * is shown beside it.
 */
export function verdictOf(given: {
  readonly regime: Regime;
  readonly isInForce: boolean;
  readonly input: Pick<AssessInput, 'facts' | 'scope' | 'rulings' | 'phrases'>;
}): Verdict {
  const { regime, input } = given;
  const triggers = regime.triggers.map((trigger) => triggerVerdict(trigger, input));
  const computed = compute({ regime, isInForce: given.isInForce, triggers, facts: input.facts, scope: input.scope });
  const ruling = rulingFor(input.rulings, regime.id);
  const applicability = ruling === null ? computed.applicability : ruled(ruling, computed.applicability);
  const isOverruled = ruling !== null && applicability !== computed.applicability;
  const said: readonly Said[] =
    ruling !== null && isRuled(computed.applicability)
      ? [
          {
            key: ruling.applies ? 'reason.ruled-applicable' : 'reason.ruled-not',
            params: { reason: same(ruling.reason) },
          },
        ]
      : computed.said;
  return {
    applicability,
    computed: computed.applicability,
    reason: sentenceOf(input.phrases, said),
    triggers,
    missing: isOverruled ? [] : computed.missing,
    ruling,
    isRulingContradicted:
      ruling !== null &&
      !ruling.applies &&
      computed.applicability === 'applicable' &&
      saidAfter({ ruling, triggers, facts: input.facts }),
  };
}

/** A ruling decides what triggers and scope leave to decide; it switches nothing on. */
const isRuled = (computed: Applicability) => computed !== 'switched-off' && computed !== 'not-in-force';

function ruled(ruling: Ruling, computed: Applicability): Applicability {
  if (!isRuled(computed)) return computed;
  return ruling.applies ? 'applicable' : 'not-applicable';
}

function rulingFor(rulings: readonly Ruling[], regimeId: string): Ruling | null {
  return rulings
    .filter((one) => one.regimeId === regimeId)
    .reduce<Ruling | null>(
      (last, one) => (last === null || Date.parse(one.at) >= Date.parse(last.at) ? one : last),
      null,
    );
}

function saidAfter(given: {
  readonly ruling: Ruling;
  readonly triggers: readonly TriggerVerdict[];
  readonly facts: Facts;
}): boolean {
  const keys = given.triggers.filter(({ holds }) => holds === 'yes').flatMap(({ uses }) => uses);
  return keys.some(({ from, key }) => {
    const at = from === 'fact' ? given.facts[key]?.at : undefined;
    return at !== undefined && Date.parse(at) > Date.parse(given.ruling.at);
  });
}

function compute(given: {
  readonly regime: Regime;
  readonly isInForce: boolean;
  readonly triggers: readonly TriggerVerdict[];
  readonly facts: Facts;
  readonly scope: Scope;
}): Computed {
  const { regime, triggers, facts, scope } = given;
  if (!regime.isOn) return { applicability: 'switched-off', said: [{ key: 'reason.switched-off' }], missing: [] };
  if (!given.isInForce) return { applicability: 'not-in-force', said: [{ key: 'reason.not-in-force' }], missing: [] };
  const inScope = holds(regime.scope, { facts, scope });
  if (inScope.truth === 'no')
    return { applicability: 'not-applicable', said: [{ key: 'reason.out-of-scope' }], missing: [] };
  if (inScope.truth === 'unknown') return undeclared(inScope);
  const met = triggers.filter(({ holds }) => holds === 'yes');
  const open = triggers.filter(({ holds }) => holds === 'unknown');
  if (met.length === 0 && open.length === 0) {
    const said: Said = { key: 'reason.no-trigger', params: { triggers: joined(triggers) } };
    return { applicability: 'not-applicable', said: [said], missing: [] };
  }
  if (isExcluded(regime, { facts, scope })) {
    const name = regime.exclusion?.name ?? { ja: '', en: '' };
    return {
      applicability: 'not-applicable',
      said: [{ key: 'reason.excluded', params: { name: { text: name } } }],
      missing: [],
    };
  }
  const missing = [...new Set((met.length > 0 ? met : open).flatMap((trigger) => trigger.missing))];
  if (met.length === 0) {
    return {
      applicability: 'needs-fact',
      said: [{ key: 'reason.needs-fact', params: { triggers: joined(open) } }],
      missing,
    };
  }
  const isPrecaution = met.every((trigger) => trigger.isPrecaution);
  return {
    applicability: 'applicable',
    said: [
      { key: 'reason.applicable', params: { triggers: joined(met) } },
      ...(isPrecaution ? [{ key: 'reason.precaution' }] : []),
    ],
    missing,
  };
}

function undeclared(inScope: Answer): Computed {
  const missing = [...inScope.undeclared, ...inScope.missing];
  return { applicability: 'scope-undeclared', said: [{ key: 'reason.scope-undeclared' }], missing };
}

/** An exclusion takes a duty away, so nothing estimated may carry it. */
function isExcluded(regime: Regime, known: { readonly facts: Facts; readonly scope: Scope }): boolean {
  if (regime.exclusion === undefined) return false;
  const answer = holds(regime.exclusion.when, { ...known, facts: withoutEstimates(known.facts) });
  return answer.truth === 'yes' && !answer.isPrecaution;
}

function triggerVerdict(trigger: Trigger, known: { readonly facts: Facts; readonly scope: Scope }): TriggerVerdict {
  const answer = holds(trigger.when, known);
  return {
    code: trigger.code,
    name: trigger.name,
    clause: trigger.clause ?? null,
    holds: answer.truth,
    isPrecaution: answer.isPrecaution,
    uses: answer.uses,
    missing: answer.missing,
  };
}

const same = (text: string) => ({ text: { ja: text, en: text } });

function joined(triggers: readonly TriggerVerdict[]): { readonly text: Text } {
  return {
    text: {
      ja: triggers.map(({ name }) => `「${name.ja}」`).join(''),
      en: triggers.map(({ name }) => name.en).join('; '),
    },
  };
}

/** The version of a rule that is right on a day; null when none is in force. Of several the highest. */
export function versionOn(versions: readonly Regime[], day: DayText): Regime | null {
  return versions
    .filter(
      ({ effectiveFrom, effectiveTo, isStartOpen }) =>
        isStartOpen !== true &&
        (effectiveFrom === null || effectiveFrom <= day) &&
        (effectiveTo === null || day <= effectiveTo),
    )
    .reduce<Regime | null>((best, one) => (best === null || one.version > best.version ? one : best), null);
}
