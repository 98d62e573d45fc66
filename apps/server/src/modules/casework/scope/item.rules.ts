import { type ScopeKind, type ScopeState, scopeVocabulary } from '@matoi/contract/values';
import { normaliseText, type Refusal, refusal } from '@matoi/kernel';
import type { NewItem, ScopeItem } from './item.model.ts';

/** Clocks of people and servers differ a little. Milliseconds. */
const clockTolerance = 5 * 60_000;

/** Names that differ only in width, case or spaces are one name. */
export function nameKey(name: string): string {
  return normaliseText(name).replace(/\s+/g, ' ').trim();
}

/** What makes two items the same one. */
export function itemKey({ kind, name }: { readonly kind: ScopeKind; readonly name: string }): string {
  return `${kind} ${nameKey(name)}`;
}

/**
 * Each thing once: where the same one stands on a record and on what was merged into it, the judgement that was made last
 * counts.
 */
export function latestOfEach(items: readonly ScopeItem[]): readonly ScopeItem[] {
  const latest = new Map<string, ScopeItem>();
  for (const item of items) {
    const before = latest.get(itemKey(item));
    if (before === undefined || before.changedAt < item.changedAt) latest.set(itemKey(item), item);
  }
  return [...latest.values()];
}

/** The first of each that is new; what is on the record already, or twice in the list, is left out. */
export function newOnes(items: readonly NewItem[], there: ReadonlySet<string>): readonly NewItem[] {
  const seen = new Set(there);
  return items.filter((item) => {
    const key = itemKey(item);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** A state lasts since a moment that has come. */
export function decideSince(since: Date | null, now: Date, code: string): Date | Refusal {
  if (since === null) return now;
  if (since.getTime() <= now.getTime() + clockTolerance) return since;
  return refusal(code, {}, [{ path: 'body.since', code }]);
}

/** Whether an item may come from one state into another, and whether somebody must say why. */
export function moveOf(from: ScopeState, to: ScopeState): { readonly needsReason: boolean } | null {
  const found = scopeVocabulary.moves.find((move) => move.from === from && move.to === to);
  return found === undefined ? null : { needsReason: found.needsReason ?? false };
}

type Wanted = { readonly state: ScopeState; readonly reason: string; readonly since: Date | null };
export type PlannedMove = { readonly to: ScopeState; readonly reason: string; readonly since: Date };

/** One item into another state. */
export function decideMove(item: Pick<ScopeItem, 'state'>, wanted: Wanted, now: Date): PlannedMove | Refusal {
  const move = moveOf(item.state, wanted.state);
  if (move === null) return refusal('scope.move.not-possible', { from: item.state, to: wanted.state });
  if (move.needsReason && wanted.reason === '') return needsReason();
  const since = decideSince(wanted.since, now, 'scope.move.in-the-future');
  return since instanceof Date ? { to: wanted.state, reason: wanted.reason, since } : since;
}

const needsReason = () =>
  refusal('scope.move.needs-reason', {}, [{ path: 'body.reason', code: 'scope.move.needs-reason' }]);

export type PlannedMoves = PlannedMove & {
  readonly moving: readonly ScopeItem[];
  readonly stale: readonly ScopeItem[];
  readonly impossible: readonly ScopeItem[];
};

/**
 * Several items into one state. Whoever was changed meanwhile, or cannot come into it, is left and named; a missing
 * reason or a time that has not come refuses the whole.
 */
export function decideMoves(
  asked: readonly { readonly item: ScopeItem; readonly version: number }[],
  wanted: Wanted,
  now: Date,
): PlannedMoves | Refusal {
  const since = decideSince(wanted.since, now, 'scope.move.in-the-future');
  if (!(since instanceof Date)) return since;
  const moving: ScopeItem[] = [];
  const stale: ScopeItem[] = [];
  const impossible: ScopeItem[] = [];
  for (const { item, version } of asked) {
    const move = moveOf(item.state, wanted.state);
    if (item.version !== version) stale.push(item);
    else if (move === null) impossible.push(item);
    else if (move.needsReason && wanted.reason === '') return needsReason();
    else moving.push(item);
  }
  return { to: wanted.state, reason: wanted.reason, since, moving, stale, impossible };
}

/** The first names of many, for a sentence. */
export function someNames(items: readonly { readonly name: string }[]): string {
  const shown = items.slice(0, 3).map(({ name }) => name.slice(0, 60));
  return items.length > shown.length ? `${shown.join(', ')}, …` : shown.join(', ');
}

/** What a search finds an item by. */
export function wordsOf({ name, details, tags, note }: Pick<ScopeItem, 'name' | 'details' | 'tags' | 'note'>): string {
  return [name, ...Object.values(details), ...tags, note].filter((text) => text !== '').join(' ');
}
