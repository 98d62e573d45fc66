import { localShelf } from '../../../shared/drafts.store.ts';

const most = 1000;

function key(accountId: string): string {
  return `matoi.seen.${accountId}`;
}

/** The reports that this person has opened in this browser; what is not among them is shown as unread. */
export function readSeen(accountId: string): ReadonlySet<string> {
  return new Set((localShelf()?.getItem(key(accountId)) ?? '').split(' ').filter((id) => id !== ''));
}

/** Notes that a report was opened; only the latest thousand are kept. */
export function noteSeen(accountId: string, id: string): void {
  const seen = [...readSeen(accountId)].filter((each) => each !== id);
  localShelf()?.setItem(key(accountId), [...seen, id].slice(-most).join(' '));
}
