import { createHash } from 'node:crypto';
import type { BlockableType, BlockListName, QueryOf, ResponseOf, RouteWith } from '@matoi/contract';
import { openCompartment } from '@matoi/contract';
import { defang, hostOf } from '@matoi/formats/ioc';
import { refuse } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { hashSecret } from '../../../platform/identity/index.ts';
import type { Cursor, Page } from '../../../platform/lists/index.ts';
import { findSubject, papOf, type Subject, tlpOf } from '../../../platform/subjects/index.ts';
import { readBlocked, secretOf, writeBlockCsv, writeText } from './block.map.ts';
import type { BlockEntry, BlockToken } from './block.model.ts';
import { blockConcernOf, isBlockable, isFresh, type Keeping, maxAgeOf, needsRelease } from './block.rules.ts';
import { blockTokenOf, isBlocked, lastChange, listBlockTokens, listEntries, openEntries } from './block.store.ts';
import { beginningsOf, knowledge } from './observable.queries.ts';
import { markingOf } from './observable.rules.ts';
import { listOfValue, valueIdOf } from './observable.store.ts';
import { isTooWide } from './warning.map.ts';
import { viewWarnings } from './warning.views.ts';

/** Records that are looked at before a value is released; a value on more of them is no secret of one. */
const lookedAt = 50;

/** How a value is kept where the actor sees it, and on the given record. */
async function keepingsOf(reading: Reading, valueId: string, subject: Subject | null): Promise<readonly Keeping[]> {
  const { rows } = await listOfValue(reading, { valueId, cursor: null, limit: lookedAt, direction: 'desc' });
  const keepings: Keeping[] = rows.map((one) => ({
    isRestricted: one.compartmentId !== openCompartment,
    ...markingOf(one),
  }));
  if (subject === null || rows.some(({ subjectId }) => subjectId === subject.id)) return keepings;
  const isRestricted = subject.compartmentId !== openCompartment;
  return [...keepings, { isRestricted, tlp: await tlpOf(reading, subject), pap: await papOf(reading, subject) }];
}

/** What is known of a value before it is blocked. */
export async function concernsOf(
  reading: Reading,
  input: { readonly type?: BlockableType | undefined; readonly value: string },
  subject: Subject | null,
) {
  const read = readBlocked(input.type, input.value);
  const none = { concern: { warning: null, lists: [] }, needsRelease: false, isPresent: false, valueId: '' } as const;
  if (read === null || read.value === null || !isBlockable(read.type)) return { read, ...none };
  const one = { type: read.type, value: read.value };
  const valueId = valueIdOf(one.type, one.value);
  return {
    read,
    valueId,
    concern: blockConcernOf({ ...one, host: hostOf(one.type, one.value) }, await knowledge(reading), isTooWide(one)),
    needsRelease: needsRelease(await keepingsOf(reading, valueId, subject)),
    isPresent: await isBlocked(reading, valueId),
  };
}

/** What stands against blocking a value, for the form that asks. */
export async function checkBlock(
  reading: Reading,
  input: { readonly type?: BlockableType | undefined; readonly value: string; readonly subjectId?: string | undefined },
): Promise<ResponseOf<RouteWith<'block-entries.check'>>> {
  const subject = input.subjectId === undefined ? null : await findSubject(reading, input.subjectId);
  const { read, concern, needsRelease: isKept, isPresent } = await concernsOf(reading, input, subject);
  const value = read?.value ?? null;
  return {
    type: read === null || value === null ? null : read.type,
    defanged: read === null || value === null ? '' : defang(read.type, value),
    isBlockable: read !== null && value !== null && isBlockable(read.type),
    isPresent,
    needsRelease: isKept,
    warning: concern.warning,
    lists: viewWarnings(concern.lists),
  };
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
