import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import type { JournalEntry } from './entry.model.ts';

/** An entry as the contract describes it. */
export function viewEntry(
  entry: JournalEntry,
  mergedFrom: SubjectLink | null = null,
): ResponseOf<RouteWith<'journal.add'>> {
  return {
    id: entry.id,
    mergedFrom,
    kind: entry.kind,
    lane: entry.lane,
    occurredAt: entry.occurredAt.toISOString(),
    occurredUntil: entry.occurredUntil?.toISOString() ?? null,
    isAssumed: entry.isAssumed,
    recordedAt: entry.recordedAt.toISOString(),
    author: entry.author,
    version: entry.version,
    text: entry.text,
    act: entry.act === null ? null : { code: entry.act.code, params: { ...entry.act.params } },
  };
}
