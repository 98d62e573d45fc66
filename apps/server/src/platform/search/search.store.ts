import { indexTokens, normaliseText, type SubjectId, searchQuery, tokenizerVersion } from '@matoi/kernel';
import { sql } from 'kysely';
import { type SubjectLink, subjectLinks } from '../subjects/index.ts';
import type { Reading, Work } from '../work/index.ts';

const longestBody = 100_000;
const mostTokenBytes = 1_000_000;
/** Longest list of matches that a list page with a text filter looks through, newest first. */
const matchLimit = 1_000;

type SearchEntry = { readonly subjectId: SubjectId; readonly part: string; readonly texts: readonly string[] };

/** Makes a part of a record findable (`main`, or an attachable's own id), in the transaction of the change. */
export async function indexText(work: Work, entry: SearchEntry): Promise<void> {
  const body = bodyOf(entry);
  await sql`select platform.search_write(${entry.subjectId}::uuid, ${entry.part}, ${body}, ${normaliseText(body)},
    ${fitting(indexTokens(body))}::text[], ${tokenizerVersion}, ${work.now}::timestamptz)`.execute(work.db);
}

/** Between the tokens of one entry of a batch; no token holds a control character. */
const betweenTokens = '\u001f';

/** The same for several entries in one statement, for batches. */
export async function indexTexts(work: Work, entries: readonly SearchEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const bodies = entries.map(bodyOf);
  await sql`
    select platform.search_write(entry.id, entry.part, entry.body, entry.norm,
      string_to_array(entry.tokens, ${betweenTokens}), ${tokenizerVersion}, ${work.now}::timestamptz)
    from unnest(${entries.map((entry) => entry.subjectId)}::uuid[], ${entries.map((entry) => entry.part)}::text[],
      ${bodies}::text[], ${bodies.map(normaliseText)}::text[],
      ${bodies.map((body) => fitting(indexTokens(body)).join(betweenTokens))}::text[])
      as entry (id, part, body, norm, tokens)`.execute(work.db);
}

/** Takes records that were entered by mistake out of the search, in the transaction that withdraws them. */
export async function withdrawTexts(work: Work, subjectIds: readonly SubjectId[]): Promise<void> {
  if (subjectIds.length === 0) return;
  await sql`select platform.search_withdraw(${[...subjectIds]}::uuid[])`.execute(work.db);
}

function bodyOf(entry: SearchEntry): string {
  return entry.texts
    .filter((text) => text !== '')
    .join('\n')
    .slice(0, longestBody)
    .replaceAll('\0', ' ');
}

/**
 * As many tokens as one entry can hold: PostgreSQL limits a tsvector to 1 MiB of lexemes. Only a text made for it has
 * more; it is found by what fits instead of not being stored.
 */
function fitting(tokens: readonly string[]): readonly string[] {
  let bytes = 0;
  const past = tokens.findIndex((token) => {
    bytes += Buffer.byteLength(token);
    return bytes > mostTokenBytes;
  });
  return past === -1 ? tokens : tokens.slice(0, past);
}

type Match = { readonly subject_id: string; readonly updated_at: Date; readonly excerpt: string };

async function find(
  reading: Pick<Reading, 'db'>,
  typed: string,
  kind: string | null,
  limit: number,
): Promise<readonly Match[]> {
  const query = searchQuery(typed);
  if (query === null) return [];
  const { rows } = await sql<Match>`
    select * from platform.search_find(${query.tsquery}, ${[...query.phrases]}::text[], ${kind}::text, ${limit})`.execute(
    reading.db,
  );
  return rows;
}

/** Ids of the newest records of one kind that match, for the text filter of a list. */
export async function matchingIds(
  reading: Pick<Reading, 'db'>,
  kind: string,
  typed: string,
): Promise<readonly string[]> {
  const rows = await find(reading, typed, kind, matchLimit);
  return rows.map((row) => row.subject_id);
}

export type SearchHit = { readonly subject: SubjectLink; readonly excerpt: string; readonly updatedAt: Date };

/** Finds records of any kind that the actor may see and show, newest first. */
export async function searchRecords(reading: Reading, typed: string, limit: number): Promise<readonly SearchHit[]> {
  const rows = await find(reading, typed, null, limit);
  const links = await subjectLinks(
    reading,
    rows.map((row) => row.subject_id),
  );
  return rows.flatMap((row) => {
    const subject = links.get(row.subject_id);
    const permission = subject === undefined ? undefined : reading.kinds.get(subject.kind)?.showPermission;
    if (subject === undefined || permission === undefined || !reading.actor.permissions.has(permission)) return [];
    return [{ subject, excerpt: row.excerpt, updatedAt: row.updated_at }];
  });
}
