import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ObservableRole, ObservableType } from '@matoi/contract';
import { contextOf, defang, type Extracted, extractValues, readableOf } from '@matoi/formats/ioc';
import { isRefusal, refuse, type SubjectId } from '@matoi/kernel';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import { indexTexts } from '../../../platform/search/index.ts';
import { findSubject, papOf, tlpOf } from '../../../platform/subjects/index.ts';
import { noteFound, readValues } from './observable.map.ts';
import type { Marks, NewOccurrence, Occurrence, RecordMarking } from './observable.model.ts';
import { knowledge, scopeOf } from './observable.queries.ts';
import { decideAdded, mostValues, type Spelled, snippetReach } from './observable.rules.ts';
import { dropFromPart, findOn, mostOnRecord, upsertOccurrences, valueIdOf } from './observable.store.ts';

/** Longer texts are read this far. Characters. */
const longestText = 1_000_000;
/** A text is read in pieces of about this length, so that others are served in between. Characters. */
const pieceLength = 20_000;

/** Values of a text, read piece by piece; a piece ends at a line end, within which no value goes on. */
async function valuesOf(text: string): Promise<readonly (Extracted & { snippet: string; written: string })[]> {
  const values = new Map<string, Extracted & { snippet: string; written: string }>();
  for (let from = 0; from < Math.min(text.length, longestText) && values.size < mostValues; ) {
    const lineEnd = text.indexOf('\n', from + pieceLength);
    const to = Math.min(lineEnd === -1 ? text.length : lineEnd + 1, from + 2 * pieceLength, longestText);
    const piece = text.slice(from, to);
    for (const found of extractValues(piece, mostValues)) {
      const key = `${found.type} ${found.value}`;
      const known = values.get(key);
      if (known !== undefined) values.set(key, { ...known, count: known.count + found.count });
      else if (values.size < mostValues) {
        const place = { at: from + found.at, length: found.length };
        const written = text.slice(place.at, place.at + Math.min(place.length, 2048));
        values.set(key, { ...found, snippet: contextOf(text, place, snippetReach), written });
      }
    }
    from = to;
    if (from < text.length) await nextTurn();
  }
  return [...values.values()];
}

/**
 * Notes what is found in one part of a record (`main`, or an attachable's own name) in the transaction in which the part
 * is written or afterwards. A part that is read again is replaced; what people corrected stays. Answers how many values
 * stand in it.
 */
export async function recordOccurrences(
  work: Work,
  subjectId: SubjectId,
  { part, text }: { readonly part: string; readonly text: string },
): Promise<number> {
  const [found] = await recordOccurrencesOfMany(work, part, [{ subjectId, text }]);
  return found ?? 0;
}

/** The same for the texts of several records, none of them twice, in few statements; answers how many of each. */
export async function recordOccurrencesOfMany(
  work: Work,
  part: string,
  texts: readonly { readonly subjectId: SubjectId; readonly text: string }[],
): Promise<readonly number[]> {
  const known = await knowledge(work);
  const found: { subjectId: SubjectId; marking: RecordMarking; occurrences: readonly NewOccurrence[] }[] = [];
  for (const { subjectId, text } of texts) {
    const occurrences = (await valuesOf(text)).map((one) =>
      noteFound({ ...one, valueId: valueIdOf(one.type, one.value) }, known),
    );
    const marking = occurrences.length === 0 ? unmarked : await markingOfRecord(work, subjectId);
    found.push({ subjectId, marking, occurrences });
    // Others are served between two texts.
    if (texts.length > 1) await nextTurn();
  }
  await upsertOccurrences(work, part, found);
  await dropFromPart(
    work,
    part,
    found.map(({ subjectId, occurrences }) => ({ subjectId, kept: occurrences.map(({ valueId }) => valueId) })),
  );
  await finish(
    work,
    found.map(({ subjectId }) => subjectId),
  );
  return found.map(({ occurrences }) => occurrences.length);
}

/** Enters one value on a record, as a person or another module found it out. Refuses what is no value of its type. */
export async function addOccurrence(
  work: Work,
  subjectId: SubjectId,
  one: { readonly type: ObservableType; readonly value: string; readonly role?: ObservableRole },
): Promise<void> {
  const values = decideAdded(readValues([one]));
  if (isRefusal(values)) return refuse(values.code, values.params);
  await enterValues(work, subjectId, values, { role: one.role });
  await finish(work, [subjectId]);
}

const unmarked: RecordMarking = { recordTlp: null, recordPap: null };

/** How a record is marked, as its module says. */
export async function markingOfRecord(reading: Reading, subjectId: SubjectId): Promise<RecordMarking> {
  const subject = await findSubject(reading, subjectId);
  return { recordTlp: await tlpOf(reading, subject), recordPap: await papOf(reading, subject) };
}

type Entered = Spelled & Partial<Marks> & { readonly role?: ObservableRole | undefined };

/** Writes values that somebody entered on a record; what each says of itself counts before what is said of all. */
export async function enterValues(
  work: Work,
  subjectId: SubjectId,
  values: readonly Entered[],
  all: Partial<Pick<Entered, 'role' | 'tags'>> = {},
): Promise<void> {
  const unique = new Map(values.map((one) => [valueIdOf(one.type, one.value), one]));
  const occurrences = [...unique].map(([valueId, { type, value, written, ...said }]) => ({
    valueId,
    type,
    value,
    written,
    snippet: '',
    count: 1,
    source: 'added' as const,
    state: 'current' as const,
    dismissal: null,
    ...said,
    role: said.role ?? all.role ?? 'unknown',
    tags: [...new Set([...(said.tags ?? []), ...(all.tags ?? [])])],
  }));
  const marking = await markingOfRecord(work, subjectId);
  await upsertOccurrences(work, 'added', [{ subjectId, marking, occurrences }]);
}

/** Makes the values of records findable in every notation, and tells whoever looks at one of them. */
export async function finish(work: Work, subjectIds: readonly SubjectId[]): Promise<void> {
  const texts = new Map<string, string[]>(subjectIds.map((id) => [id, []]));
  const standing = await findOn(work, subjectIds, null, mostOnRecord * subjectIds.length);
  for (const { subjectId, type, value, state, tags, note } of standing) {
    if (state !== 'current') continue;
    texts.get(subjectId)?.push(value, defang(type, value), readableOf(type, value) ?? '', ...tags, note);
  }
  await indexTexts(
    work,
    subjectIds.map((subjectId) => ({ subjectId, part: 'observables', texts: texts.get(subjectId) ?? [] })),
  );
  for (const subjectId of subjectIds) work.fact({ kind: 'observable.changed' }, subjectId);
}

/** What stands on a record and its parts, dismissed values included. */
export async function occurrencesOf(reading: Reading, ref: string): Promise<readonly Occurrence[]> {
  return findOn(reading, await scopeOf(reading, ref), null);
}
