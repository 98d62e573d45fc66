import { createHash } from 'node:crypto';
import type { BlockListName, QueryOf, RouteWith } from '@matoi/contract';
import { openCompartment } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { hashSecret } from '../../../platform/identity/index.ts';
import type { Cursor, Page } from '../../../platform/lists/index.ts';
import { findSubject, type Subject, tlpOf } from '../../../platform/subjects/index.ts';
import { secretOf, writeBlockCsv, writeText } from './block.map.ts';
import type { BlockEntry, BlockToken } from './block.model.ts';
import { isFresh, type Keeping, maxAgeOf } from './block.rules.ts';
import { blockTokenOf, lastChange, listBlockTokens, listEntries, openEntries } from './block.store.ts';
import { beginningsOf } from './observable.queries.ts';
import { listOfValue } from './observable.store.ts';

/** Records that are looked at before a value is released; a value on more of them is no secret of one. */
const lookedAt = 50;

/** How the records are kept on which the actor sees a value, the given one among them. */
export async function keepingsOf(
  reading: Reading,
  valueId: string,
  subject: Subject | null,
): Promise<readonly Keeping[]> {
  const { rows } = await listOfValue(reading, { valueId, cursor: null, limit: lookedAt, direction: 'desc' });
  const ids = new Set(rows.map(({ subjectId }) => subjectId));
  if (subject !== null) ids.add(subject.id);
  const keepings: Keeping[] = [];
  for (const id of ids) {
    const one = await findSubject(reading, id);
    keepings.push({ isRestricted: one.compartmentId !== openCompartment, tlp: await tlpOf(reading, one) });
  }
  return keepings;
}

/** The keys that work now. */
export function allBlockTokens(reading: Reading): Promise<readonly BlockToken[]> {
  return listBlockTokens(reading);
}

/** A page of the block list, or of what was on it. */
export function pageOfBlocks(
  reading: Reading,
  query: QueryOf<RouteWith<'block-entries.list'>>,
  cursor: Cursor | null,
): Promise<Page<BlockEntry>> {
  const { state, list, q, limit } = query;
  const beginnings = q === undefined || q === '' ? undefined : beginningsOf(q);
  return listEntries(reading, { state, list, beginnings, cursor, limit });
}

/**
 * A list for a device, by its key. It holds what people put on the list and nothing of any record. Refuses with
 * `guest-links.find.not-found` whatever is wrong with the key or its lists.
 */
export async function deliveredList(
  reading: Reading,
  asked: {
    readonly file: string;
    readonly token: string | undefined;
    readonly authorization: string | undefined;
    readonly ifNoneMatch: string | undefined;
  },
) {
  const secret = secretOf(asked.token, asked.authorization);
  const token = secret === null ? null : await blockTokenOf(reading, hashSecret(secret));
  const [name, format] = asked.file.split('.') as [BlockListName, 'txt' | 'csv'];
  if (token === null || !token.lists.includes(name)) return refuse('guest-links.find.not-found');
  const entries = await openEntries(reading, name);
  const changedAt = await lastChange(reading, name);
  const text = format === 'csv' ? writeBlockCsv(entries) : writeText(entries);
  // Weak: the answer may be compressed on its way.
  const etag = `W/"${createHash('sha256').update(text).digest('base64url')}"`;
  const nextEnd = entries.reduce<Date | null>(
    (first, { expiresAt }) => (first === null || expiresAt < first ? expiresAt : first),
    null,
  );
  const isSame = isFresh(asked.ifNoneMatch, etag);
  return {
    kind: 'text' as const,
    status: isSame ? 304 : 200,
    mediaType: format === 'csv' ? 'text/csv; charset=utf-8' : 'text/plain; charset=utf-8',
    text: isSame ? '' : text,
    headers: {
      etag,
      'cache-control': `private, max-age=${maxAgeOf(nextEnd, reading.now)}`,
      ...(changedAt === null ? {} : { 'last-modified': changedAt.toUTCString() }),
    },
  };
}
