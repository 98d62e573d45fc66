import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';

export type LiveState = 'connecting' | 'connected' | 'reconnecting';

/** What the stream tells: that something changed, never its content. */
export type LiveEvent = {
  /** Left out for who came and left, which is nothing to catch up with. */
  readonly position?: number;
  readonly kind: string;
  readonly subject: { readonly kind: string; readonly id: string } | null;
  /** `sight`: the reader sees other compartments than before; `presence`: somebody came to a record or left it. */
  readonly type: 'changed' | 'gone' | 'sight' | 'presence';
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

/** The board tells of many kinds of records at once. */
const boardNouns = new Set([
  'incident',
  'report',
  'task',
  'instruction',
  'obligation',
  'decision',
  'measure',
  'review',
  'message',
  'ledger-import',
]);

/** What else shows something of a noun, beside the queries that are called after it. */
const shownBy: Readonly<Record<string, readonly string[]>> = {
  member: ['duty', 'directory', 'authority', 'call-out'],
  duty: ['member', 'call-out'],
  'duty-swap': ['duty', 'call-out'],
  // The board says whether any rule would call.
  'call-out-setting': ['call-out'],
  'directory-entry': ['directory', 'duty'],
};

/**
 * The roots of the queries that an event makes old. A query's key begins with the noun of its facts, so the noun of
 * `report.received` is the root `report`; a moved record may appear or vanish anywhere, so all is old then.
 */
export function staleRoots(event: LiveEvent): readonly string[] | 'all' {
  if (event.type === 'presence') return ['presence'];
  if (event.type !== 'changed' || event.kind.startsWith('subject.')) return 'all';
  // What lies on one is shown from the other, or no longer.
  if (event.kind === 'incident.merged' || event.kind === 'incident.unmerged') return 'all';
  const noun = event.kind.split('.')[0] ?? '';
  const roots = new Set([noun, 'notification', ...(shownBy[noun] ?? [])]);
  if (event.subject !== null) for (const root of ['journal-entry', event.subject.kind]) roots.add(root);
  // What waits for a decision is free as soon as there is one.
  if (noun === 'decision' || noun === 'authority')
    for (const root of ['task', 'instruction', 'playbook-run']) roots.add(root);
  // A measure says how far the sites are that were told to do the same.
  if (noun === 'instruction') for (const root of ['measure', 'review']) roots.add(root);
  if (noun === 'scope-number') roots.add('scope-item');
  if (boardNouns.has(noun)) roots.add('board');
  return [...roots];
}

/** The record that is open on the page, and what to do when it is another one. */
let here: string | null = null;
let hereChanged: () => void = () => undefined;

/** Says by the stream that this record is open, as long as the page is on the screen. */
export function useHere(subjectId: string | null): void {
  useEffect(() => {
    here = subjectId;
    hereChanged();
    return () => {
      here = null;
      hereChanged();
    };
  }, [subjectId]);
}

/** How long two streams overlap when the record changes, so that nothing falls in between. Milliseconds. */
const overlapMs = 1_500;

/**
 * Follows the stream until the returned function is called. The browser reconnects by itself. Which record is open is a
 * property of the stream, so that it is forgotten with the connection: another record is another stream.
 */
export function followLive(queries: QueryClient): () => void {
  let waiting: Set<string> | 'all' = new Set();
  let timer: number | undefined;
  let moving: number | undefined;
  let told: string | null = null;
  const sources = new Set<EventSource>();

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

  const open = () => {
    told = here;
    const before = [...sources];
    const source = new EventSource(told === null ? '/api/v1/live' : `/api/v1/live?here=${told}`);
    sources.add(source);
    const isLast = () => [...sources].at(-1) === source;
    source.addEventListener('open', () => {
      // What happened while nobody listened is caught up with by asking again.
      if (state === 'reconnecting') void queries.invalidateQueries();
      if (isLast()) setState('connected');
      window.setTimeout(() => before.forEach(end), overlapMs);
    });
    source.addEventListener('error', () => {
      if (isLast()) setState('reconnecting');
    });
    source.addEventListener('message', hear);
  };
  const end = (source: EventSource) => {
    source.close();
    sources.delete(source);
  };
  hereChanged = () => {
    window.clearTimeout(moving);
    // From one record to the next the page is on none for a moment.
    moving = window.setTimeout(() => here !== told && open(), 200);
  };
  open();

  return () => {
    hereChanged = () => undefined;
    for (const source of sources) source.close();
    window.clearTimeout(timer);
    window.clearTimeout(moving);
    setState('connecting');
  };
}
