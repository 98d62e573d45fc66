import { useEffect, useState } from 'react';
import { localShelf } from './drafts.store.ts';
import { isNews, noteLooked, readLooked } from './looked.store.ts';
import { useMe } from './session.queries.ts';

/**
 * Tells what others have recorded since this person last looked at a record in this browser. The look is noted when they leave it, so that the marks stay
 * while it is open.
 */
export function useNews(subjectId: string): (what: { readonly at: string; readonly byId: string | null }) => boolean {
  const { id: ownId } = useMe().me;
  const [looked] = useState(() => readLooked(localShelf(), ownId).get(subjectId) ?? null);
  useEffect(() => {
    const note = () => noteLooked(localShelf(), { accountId: ownId, subjectId, at: new Date().toISOString() });
    window.addEventListener('pagehide', note);
    return () => {
      window.removeEventListener('pagehide', note);
      note();
    };
  }, [ownId, subjectId]);
  return (what) => isNews(what, { looked, ownId });
}

/** For each record whether others recorded something on it since this person last looked, or whether they never did. */
export function useUnread(): (
  subjectId: string,
  newest: { readonly at: string; readonly byId: string },
) => 'new' | 'changed' | null {
  const { id: ownId } = useMe().me;
  const looked = readLooked(localShelf(), ownId);
  return (subjectId, newest) => {
    const before = looked.get(subjectId) ?? null;
    if (before === null) return newest.byId === ownId ? null : 'new';
    return isNews(newest, { looked: before, ownId }) ? 'changed' : null;
  };
}
