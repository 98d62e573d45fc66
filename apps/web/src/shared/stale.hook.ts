import type { Problem } from '@matoi/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

/**
 * When a change was refused because somebody else was faster, puts the record as it is now in the place of the old one.
 * The form then shows it, keeps what was typed, and the next try carries the new version.
 */
export function useStale(problem: Problem | null, queryKey: readonly unknown[]): void {
  const queries = useQueryClient();
  const key = JSON.stringify(queryKey);
  useEffect(() => {
    if (problem?.code !== 'record.change.stale') return;
    if (problem.current == null) void queries.invalidateQueries({ queryKey: JSON.parse(key) as unknown[] });
    else queries.setQueryData(JSON.parse(key) as unknown[], problem.current);
  }, [problem, queries, key]);
}
