import { reportSorts } from '@matoi/contract/values';
import type { Shelf } from '../../../shared/drafts.store.ts';
import { plainFilter, type ReportSort } from './filter.rules.ts';

/** What an inbox remembers of a person in this browser: the order used last. */
export function readSort(shelf: Shelf | null, accountId: string): ReportSort {
  const kept = shelf?.getItem(`matoi.inbox.sort.${accountId}`);
  return reportSorts.find((sort) => sort === kept) ?? plainFilter.sort;
}

export function keepSort(shelf: Shelf | null, accountId: string, sort: ReportSort): void {
  shelf?.setItem(`matoi.inbox.sort.${accountId}`, sort);
}

/** Where a person is in one list, for a reload: how far down, how many pages, what is selected. */
export type Place = { readonly top: number; readonly pages: number; readonly selected: readonly string[] };

export const noPlace: Place = { top: 0, pages: 1, selected: [] };
const most = 1000;

const placeKey = (accountId: string) => `matoi.inbox.place.${accountId}`;

/** The place in the list that `listKey` names; at the top of any other list. */
export function readPlace(shelf: Shelf | null, accountId: string, listKey: string): Place {
  const kept = shelf?.getItem(placeKey(accountId)) ?? '';
  const at = kept.indexOf('\n');
  if (at === -1 || kept.slice(0, at) !== listKey) return noPlace;
  const [top = '', pages = '', ...selected] = kept.slice(at + 1).split(' ');
  const count = (text: string) => (/^\d{1,7}$/.test(text) ? Number(text) : 0);
  return { top: count(top), pages: Math.max(1, count(pages)), selected: selected.filter((id) => id !== '') };
}

export function keepPlace(
  shelf: Shelf | null,
  accountId: string,
  { listKey, place }: { readonly listKey: string; readonly place: Place },
): void {
  const { top, pages, selected } = place;
  const line = [Math.round(top), pages, ...selected.slice(0, most)].join(' ');
  shelf?.setItem(placeKey(accountId), `${listKey}\n${line}`);
}

/** The storage of this tab, or null where it is switched off. */
export function tabShelf(): Shelf | null {
  try {
    const probe = 'matoi.inbox.probe';
    sessionStorage.setItem(probe, '1');
    sessionStorage.removeItem(probe);
    return sessionStorage;
  } catch {
    return null; // Private modes throw on any use: the place is then simply not kept.
  }
}
