import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { JournalEntry } from './entry.model.ts';

/** An entry as the contract describes it. */
export function viewEntry(entry: JournalEntry): ResponseOf<RouteWith<'journal.add'>> {
  return {
    id: entry.id,
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
