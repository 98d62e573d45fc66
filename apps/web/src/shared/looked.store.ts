import type { Shelf } from './drafts.store.ts';

const most = 500;
const key = (accountId: string) => `matoi.looked.${accountId}`;

/** When this person last looked at each record in this browser, by its id. Without storage nothing is known, and nothing fails. */
export function readLooked(shelf: Shelf | null, accountId: string): ReadonlyMap<string, string> {
  const lines = (shelf?.getItem(key(accountId)) ?? '').split('\n');
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const [id, at] = line.split(' ');
      return id === undefined || at === undefined || Number.isNaN(Date.parse(at)) ? [] : [[id, at]];
    }),
  );
}

/** Notes that somebody looked at a record; only the latest records are kept. */
export function noteLooked(
  shelf: Shelf | null,
  { accountId, subjectId, at }: { readonly accountId: string; readonly subjectId: string; readonly at: string },
): void {
  const looked = new Map(readLooked(shelf, accountId));
  looked.delete(subjectId);
  const kept = [...looked, [subjectId, at]].slice(-most);
  shelf?.setItem(key(accountId), kept.map((pair) => pair.join(' ')).join('\n'));
}

/** Whether something that another person recorded is new to somebody who last looked at this moment; never looked: nothing is marked. */
export function isNews(
  { at, byId }: { readonly at: string; readonly byId: string | null },
  { looked, ownId }: { readonly looked: string | null; readonly ownId: string },
): boolean {
  return looked !== null && byId !== ownId && at > looked;
}
