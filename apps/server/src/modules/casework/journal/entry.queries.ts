import type { QueryOf, RouteWith } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import type { Cursor, Page } from '../../../platform/lists/index.ts';
import { findSubject, type Whole, wholeOf } from '../../../platform/subjects/index.ts';
import type { JournalEntry } from './entry.model.ts';
import { findStored, listEntries, versionsOf } from './entry.store.ts';

/** A page of the journal of a record and of what was merged into it that the actor sees, each entry as it was last corrected. */
export async function pageOfEntries(
  reading: Reading,
  query: QueryOf<RouteWith<'journal.list'>>,
  cursor: Cursor | null,
): Promise<Page<JournalEntry> & Pick<Whole, 'mergedFrom'>> {
  const subject = await findSubject(reading, query.subjectId);
  const direction = query.sort === 'occurred' ? 'asc' : 'desc';
  const { ids: subjectIds, mergedFrom } = await wholeOf(reading, subject);
  return { ...(await listEntries(reading, { subjectIds, direction, cursor, limit: query.limit })), mergedFrom };
}

/** How an entry was worded, the newest version first. The record that it stands on counts as read. */
export async function historyOf(reading: Reading, entryId: string): Promise<readonly JournalEntry[]> {
  const entry = await findStored(reading, entryId);
  await findSubject(reading, entry.subjectId);
  return versionsOf(reading, entry.rootId);
}
