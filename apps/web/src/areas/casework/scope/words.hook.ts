import { useSay } from '../../../shared/language.ts';
import { knownMeasure } from './items.rules.ts';
import type { ScopeNumber } from './queries.ts';

/** The words of the scope that depend on values. */
export function useScopeWords() {
  const { say, locale } = useSay();
  const written = (amount: number) => amount.toLocaleString(locale === 'ja' ? 'ja-JP' : 'en-GB');
  return {
    measure: (measure: string) => {
      const known = knownMeasure(measure);
      return known === null ? measure : say(`scope.measure.${known}`);
    },
    written,
    /** How many, and how certain that is. */
    amount: ({ known, maximum }: Pick<ScopeNumber, 'known' | 'maximum'>) => {
      if (known === null) {
        return maximum === null
          ? say('scope.amount.unknown')
          : say('scope.amount.at-most', { maximum: written(maximum) });
      }
      if (maximum === null) return say('scope.amount.at-least', { known: written(known) });
      if (known === maximum) return written(known);
      return say('scope.amount.between', { known: written(known), maximum: written(maximum) });
    },
  };
}
