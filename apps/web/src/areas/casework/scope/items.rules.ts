import { type ScopeKind, type ScopeState, scopeMeasures, scopeStates, scopeVocabulary } from '@matoi/contract/values';
import type { ScopeItem } from './queries.ts';

export type ItemFilter = {
  readonly kind: ScopeKind | 'all';
  readonly state: ScopeState | 'all';
  readonly certainty: 'all' | 'assumed';
  /** A measure that is still to be done, or the empty word. */
  readonly open: string;
  readonly words: string;
};
export type ItemSort = 'name' | 'state' | 'since';

/** What is left of the items; each word must stand somewhere in an item. */
export function filterItems(items: readonly ScopeItem[], filter: ItemFilter): readonly ScopeItem[] {
  const words = plain(filter.words).split(/\s+/).filter(Boolean);
  return items.filter((item) => {
    if (filter.kind !== 'all' && item.kind !== filter.kind) return false;
    if (filter.state !== 'all' && item.state !== filter.state) return false;
    if (filter.certainty === 'assumed' && item.certainty !== 'assumed') return false;
    if (filter.open !== '' && !item.measures.some((one) => one.measure === filter.open && one.state === 'open'))
      return false;
    if (words.length === 0) return true;
    const text = plain([item.name, item.note, ...item.tags, ...Object.values(item.details)].join(' '));
    return words.every((word) => text.includes(word));
  });
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase();

/** Items in another order; equal ones keep theirs. */
export function sortItems(items: readonly ScopeItem[], sort: ItemSort): readonly ScopeItem[] {
  const ranks = new Map(scopeStates.map((state, at) => [state, at]));
  switch (sort) {
    case 'name':
      return items;
    case 'state':
      return items.toSorted((a, b) => (ranks.get(a.state) ?? 0) - (ranks.get(b.state) ?? 0));
    case 'since':
      return items.toSorted((a, b) => b.stateAt.localeCompare(a.stateAt));
    default:
      return sort satisfies never;
  }
}

/** The states that an item may come into from its own. */
export function nextStates(state: ScopeState): readonly ScopeState[] {
  return scopeStates.filter((to) => scopeVocabulary.moves.some((move) => move.from === state && move.to === to));
}

/** Whether somebody has to say why. */
export function needsReason(from: ScopeState, to: ScopeState): boolean {
  return scopeVocabulary.moves.some((move) => move.from === from && move.to === to && move.needsReason === true);
}

/** The state that lies beside one on the board, if an item may go there. */
export function besideOf(state: ScopeState, direction: -1 | 1): ScopeState | null {
  const order = scopeStates.filter((to) => to === state || nextStates(state).includes(to));
  return order[order.indexOf(state) + direction] ?? null;
}

/** The code of a known measure, or null for words of the team. */
export function knownMeasure(measure: string) {
  return scopeMeasures.find((one) => one === measure) ?? null;
}

/** A number as people type it: `1,200`, `１２００`, with or without 人; null when nothing or no number stands there. */
export function readAmount(typed: string): number | null | 'wrong' {
  const text = typed.normalize('NFKC').replace(/[,\s人件名]/g, '');
  if (text === '') return null;
  if (!/^\d{1,10}$/.test(text)) return 'wrong';
  const amount = Number(text);
  return amount > 2_000_000_000 ? 'wrong' : amount;
}

/** The details of an item in the order of its kind. */
export function detailsOf({ kind, details }: Pick<ScopeItem, 'kind' | 'details'>): readonly string[] {
  return scopeVocabulary.fields[kind].flatMap((field) => details[field] ?? []);
}
