import { type ScopeCategory, scopeVocabulary } from '@matoi/contract/values';
import { type Refusal, refusal } from '@matoi/kernel';
import { decideSince } from './item.rules.ts';
import type { PersonsTotal, ScopeNumber } from './number.model.ts';

type Entry = Pick<ScopeNumber, 'id' | 'subjectId' | 'category' | 'unit' | 'replaces'>;

/**
 * Marks what counts: the newest entry of each category and unit on each record, unless another one took its place. `entries` come newest first.
 * After a merge a category has one for each record until somebody who saw both records a new one.
 */
export function withCurrent<E extends Entry>(entries: readonly E[]): readonly (E & { readonly isCurrent: boolean })[] {
  const seen = new Set<string>();
  const replaced = new Set(entries.flatMap(({ replaces }) => replaces));
  return entries.map((entry) => {
    const key = `${entry.subjectId} ${entry.unit} ${entry.category}`;
    const isCurrent = !seen.has(key) && !replaced.has(entry.id);
    seen.add(key);
    return { ...entry, isCurrent };
  });
}

/**
 * One number for each category and unit, in the order of the newest: several records may count the same persons, so that at least the largest known
 * number is certain, and no more than all maxima together are possible.
 */
export function acrossRecords<E extends Pick<ScopeNumber, 'category' | 'unit' | 'known' | 'maximum'>>(
  current: readonly E[],
): readonly E[] {
  const groups = new Map<string, E[]>();
  for (const one of current) {
    const key = `${one.unit} ${one.category}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((own) => {
    const [newest] = own;
    if (newest === undefined) return [];
    const known = own.flatMap((one) => one.known ?? []);
    const maxima = own.flatMap((one) => one.maximum ?? []);
    return {
      ...newest,
      known: known.length === 0 ? null : Math.max(...known),
      maximum: maxima.length < own.length ? null : maxima.reduce((sum, one) => sum + one, 0),
    };
  });
}

const isAddedUp = (category: ScopeCategory) =>
  scopeVocabulary.categories.some(({ code, within }) => code === category && within === null);

/** All persons together: what is certain, and the most that it can be, unless that is unknown for one category. */
export function totalPersons(
  current: readonly Pick<ScopeNumber, 'category' | 'unit' | 'known' | 'maximum'>[],
): PersonsTotal {
  const groups = acrossRecords(current).filter(({ category, unit }) => unit === 'persons' && isAddedUp(category));
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
