import { type ScopeCategory, scopeVocabulary } from '@matoi/contract/values';
import { type Refusal, refusal } from '@matoi/kernel';
import { decideSince } from './item.rules.ts';
import type { PersonsTotal, ScopeNumber } from './number.model.ts';

type Entry = Pick<ScopeNumber, 'id' | 'category' | 'unit'>;

/** Marks the newest entry of each category and unit; `entries` come newest first. */
export function withCurrent<E extends Entry>(entries: readonly E[]): readonly (E & { readonly isCurrent: boolean })[] {
  const seen = new Set<string>();
  return entries.map((entry) => {
    const key = `${entry.unit} ${entry.category}`;
    const isCurrent = !seen.has(key);
    seen.add(key);
    return { ...entry, isCurrent };
  });
}

const isAddedUp = (category: ScopeCategory) =>
  scopeVocabulary.categories.some(({ code, within }) => code === category && within === null);

/** All persons together: what is certain, and the most that it can be, unless that is unknown for one category. */
export function totalPersons(
  current: readonly Pick<ScopeNumber, 'category' | 'unit' | 'known' | 'maximum'>[],
): PersonsTotal {
  const groups = current.filter(({ category, unit }) => unit === 'persons' && isAddedUp(category));
  const known = groups.flatMap((one) => one.known ?? []);
  const maximum = groups.flatMap((one) => one.maximum ?? []);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  const hasUnknown = maximum.length < groups.length;
  return {
    known: known.length === 0 ? null : sum(known),
    maximum: groups.length === 0 || hasUnknown ? null : sum(maximum),
    hasUnknown,
  };
}

/** A number as every language reads it: `1,200`, `41–1,200`, `≥ 41`, `≤ 1,200`, `?`. */
export function spokenAmount({ known, maximum }: Pick<ScopeNumber, 'known' | 'maximum'>): string {
  const written = (number: number) => number.toLocaleString('en-US');
  if (known === null) return maximum === null ? '?' : `≤ ${written(maximum)}`;
  if (maximum === null) return `≥ ${written(known)}`;
  return known === maximum ? written(known) : `${written(known)}–${written(maximum)}`;
}

/** A new number takes the place of the one that its author has seen, and of no other. */
export function decideNumber(
  wanted: {
    readonly known: number | null;
    readonly maximum: number | null;
    readonly previousId: string | null;
    readonly asOf: Date | null;
  },
  current: Pick<ScopeNumber, 'id'> | null,
  now: Date,
): { readonly asOf: Date } | Refusal {
  if (wanted.previousId !== (current?.id ?? null)) return refusal('scope.number.superseded');
  if (wanted.known !== null && wanted.maximum !== null && wanted.maximum < wanted.known) {
    const code = 'scope.number.maximum-below-known';
    return refusal(code, {}, [{ path: 'body.maximum', code }]);
  }
  const asOf = decideSince(wanted.asOf, now, 'scope.number.in-the-future');
  return asOf instanceof Date ? { asOf } : asOf;
}
