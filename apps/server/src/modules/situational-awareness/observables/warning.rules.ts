import { type ObservableType, type WarningMatch, warningEntryLimit } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import type { Warning } from './warning.model.ts';

export type Comparable = { readonly type: ObservableType; readonly value: string; readonly host: string | null };

/** `on`: the value is on the list. `above`: it is a name or network around something that is. */
export type Hit = 'on' | 'above' | null;

/** A list that is switched on, ready for comparing. */
export type ReadyList = Warning & {
  readonly match: WarningMatch;
  readonly leavesOut: boolean;
  readonly hit: (one: Comparable) => Hit;
};

/** The lists that a value is on: what is shown beside it. */
export function warningsOf(one: Comparable, lists: readonly ReadyList[]): readonly Warning[] {
  return lists.filter((list) => list.hit(one) === 'on').map(plain);
}

/** The lists that speak against blocking a value: whoever blocks a name or a network, blocks all that is in it. */
export function blockWarningsOf(one: Comparable, lists: readonly ReadyList[]): readonly Warning[] {
  return lists.filter((list) => list.hit(one) !== null).map(plain);
}

function plain({ id, name, reason }: Warning): Warning {
  return { id, name, reason };
}

/**
 * Whether a value that was found in a text is on a list of what everybody knows. A page is left out by its host alone:
 * an incident may be about a page on a well-known site.
 */
export function isLeftOut(one: Comparable, lists: readonly ReadyList[]): boolean {
  return lists.some((list) => list.leavesOut && isAboutItself(one.type, list.match) && list.hit(one) === 'on');
}

function isAboutItself(type: ObservableType, match: WarningMatch): boolean {
  if (type === 'url') return match === 'host';
  return type !== 'network' && type !== 'endpoint' && type !== 'email';
}

type ReadLine = { readonly line: number; readonly written: string; readonly entry: string | null };

/**
 * The entries of a list, each once, or the refusal that names the first line that is none. A first line that is none is
 * taken for the heading of a column where others follow.
 */
export function decideEntries(read: readonly ReadLine[]): readonly string[] | Refusal {
  const lines = read[0]?.entry === null && read.length > 1 ? read.slice(1) : read;
  const wrong = lines.find(({ entry }) => entry === null);
  if (wrong !== undefined || lines.length === 0) {
    const params = { line: wrong?.line ?? 1, value: (wrong?.written ?? '').slice(0, 100) };
    return refusal('warning-lists.save.line-invalid', params, [
      { path: 'body.text', code: 'warning-lists.save.line-invalid', params },
    ]);
  }
  const entries = [...new Set(lines.flatMap(({ entry }) => entry ?? []))].sort();
  const limit = { limit: warningEntryLimit };
  if (entries.length > warningEntryLimit)
    return refusal('warning-lists.save.too-many-values', limit, [
      { path: 'body.text', code: 'warning-lists.save.too-many-values', params: limit },
    ]);
  return entries;
}
