import type { DeadlinesOfKind, FoundDeadline } from './board.model.ts';

/**
 * The deadlines of all kinds in the order of time. Each kind brings its nearest ones, so that a heap of one kind (a
 * thousand late reports) does not hide the others; how many there are is told beside.
 */
export function inOrder(kinds: readonly DeadlinesOfKind[]): readonly FoundDeadline[] {
  return kinds
    .flatMap(({ rows }) => rows)
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || a.id.localeCompare(b.id));
}
