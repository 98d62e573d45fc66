import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

export type LiveState = 'connecting' | 'connected' | 'reconnecting';

/** What the stream tells: that something changed, never its content. */
export type LiveEvent = {
  readonly position: number;
  readonly kind: string;
  readonly subject: { readonly kind: string; readonly id: string } | null;
  /** `sight`: the reader sees other compartments than before. */
  readonly type: 'changed' | 'gone' | 'sight';
};

let state: LiveState = 'connecting';
const listeners = new Set<() => void>();

function setState(next: LiveState): void {
  if (state === next) return;
  state = next;
  for (const listener of listeners) listener();
}

/** Whether the page hears of changes at this moment. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

/** Reads one message of the stream; null for anything that is not an event of ours. */
export function readLiveEvent(text: string): LiveEvent | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('kind' in value)) return null;
    return typeof value.kind === 'string' ? (value as LiveEvent) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * The roots of the queries that an event makes old. A query's key begins with the noun of its facts, so the noun of
 * `report.received` is the root `report`; a moved record may appear or vanish anywhere, so all is old then.
 */
export function staleRoots(event: LiveEvent): readonly string[] | 'all' {
  if (event.type !== 'changed' || event.kind.startsWith('subject.')) return 'all';
  const noun = event.kind.split('.')[0] ?? '';
  const roots = new Set([noun, 'notification', 'journal-entry']);
  if (event.subject !== null) roots.add(event.subject.kind);
  return [...roots];
}

/** Follows the stream until the returned function is called. The browser reconnects by itself. */
export function followLive(queries: QueryClient): () => void {
  const source = new EventSource('/api/v1/live');
  let waiting: Set<string> | 'all' = new Set();
  let timer: number | undefined;

  const flush = () => {
    timer = undefined;
    const roots = waiting;
    waiting = new Set();
    void queries.invalidateQueries({
      predicate: ({ queryKey }) => {
        const root = String(queryKey[0]);
        return roots === 'all' ? root !== 'session' : roots.has(root);
      },
    });
  };
  const hear = (message: MessageEvent<string>) => {
    const event = readLiveEvent(message.data);
    if (event === null) return;
    const roots = staleRoots(event);
    if (roots === 'all') waiting = 'all';
    else if (waiting !== 'all') for (const root of roots) waiting.add(root);
    // A burst of facts is one refetch.
    timer ??= window.setTimeout(flush, 150);
  };

  source.addEventListener('open', () => {
    // What happened while nobody listened is caught up with by asking again.
    if (state === 'reconnecting') void queries.invalidateQueries();
    setState('connected');
  });
  source.addEventListener('error', () => setState('reconnecting'));
  for (const name of ['message', 'changed', 'gone']) source.addEventListener(name, hear as EventListener);

  return () => {
    source.close();
    window.clearTimeout(timer);
    setState('connecting');
  };
}
