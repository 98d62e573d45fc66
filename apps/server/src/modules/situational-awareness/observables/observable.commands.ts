import { setImmediate as nextTurn } from 'node:timers/promises';
import type { KnownValueKind, ObservableRole, ObservableType } from '@matoi/contract';
import { contextOf, defang, type Extracted, extractValues, readableOf } from '@matoi/formats/ioc';
import { asId, isRefusal, type Refusal, refusal, refuse, type SubjectId } from '@matoi/kernel';
import { defineCommand, permitAll, type Reading, type Work } from '../../../platform/commands/index.ts';
import { indexTexts } from '../../../platform/search/index.ts';
import { findSubject, mayAnnotate, type Subject } from '../../../platform/subjects/index.ts';
import { findKnown, insertKnown, listKnown, withdrawKnown } from './known.store.ts';
import { knowledgeOf, noteFound, readAs, readKnown, readValues } from './observable.map.ts';
import type { NewOccurrence, Occurrence } from './observable.model.ts';
import { filtersOf, linksOf, scopeOf } from './observable.queries.ts';
import {
  type Correction,
  decideAdded,
  decideCorrection,
  decideKnown,
  mostValues,
  type Spelled,
  snippetReach,
} from './observable.rules.ts';
import {
  correctOccurrences,
  dropFromPart,
  findOn,
  listOccurrences,
  mostOnRecord,
  switchEverywhere,
  upsertOccurrences,
  valueIdOf,
} from './observable.store.ts';
import { viewKnown } from './observable.views.ts';

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
  const knowledge = knowledgeOf(await listKnown(work));
  const found: { readonly subjectId: SubjectId; readonly occurrences: readonly NewOccurrence[] }[] = [];
  for (const { subjectId, text } of texts) {
    const occurrences = (await valuesOf(text)).map((one) =>
      noteFound({ ...one, valueId: valueIdOf(one.type, one.value) }, knowledge),
    );
    found.push({ subjectId, occurrences });
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
  await enter(work, subjectId, values, one.role ?? 'unknown');
  await finish(work, [subjectId]);
}

async function enter(
  work: Work,
  subjectId: SubjectId,
  values: readonly Spelled[],
  role: ObservableRole,
): Promise<void> {
  const unique = new Map(values.map((one) => [valueIdOf(one.type, one.value), one]));
  const occurrences = [...unique].map(([valueId, { type, value, written }]) => ({
    valueId,
    type,
    value,
    written,
    snippet: '',
    count: 1,
    source: 'added' as const,
    state: 'current' as const,
    dismissal: null,
    role,
  }));
  await upsertOccurrences(work, 'added', [{ subjectId, occurrences }]);
}

/** Makes the values of records findable in every notation, and tells whoever looks at one of them. */
async function finish(work: Work, subjectIds: readonly SubjectId[]): Promise<void> {
  const texts = new Map<string, string[]>(subjectIds.map((id) => [id, []]));
  const standing = await findOn(work, subjectIds, null, mostOnRecord * subjectIds.length);
  for (const { subjectId, type, value, state } of standing) {
    if (state === 'current') texts.get(subjectId)?.push(value, defang(type, value), readableOf(type, value) ?? '');
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

type Add = {
  readonly subjectId: string;
  readonly values: readonly { readonly type: ObservableType; readonly value: string }[];
  readonly role: ObservableRole;
};
type LoadedSubject = { readonly subject: Subject; readonly refused: Refusal | null };

/** A person enters values on a record. */
export const addObservables = defineCommand({
  id: 'observables.add',
  async load(work: Work, input: Add): Promise<LoadedSubject> {
    const subject = await findSubject(work, input.subjectId);
    return { subject, refused: await mayAnnotate(work, subject) };
  },
  permit: (_actor, { refused }) => refused,
  decide: (_loaded, input) => decideAdded(readValues(input.values)),
  async record(work, { loaded: { subject }, change: values, input }) {
    await enter(work, subject.id, values, input.role);
    await finish(work, [subject.id]);
    return {
      subjectId: subject.id,
      audit: { values: values.slice(0, 50).map(({ value }) => value), count: values.length, role: input.role },
      facts: [],
      result: { changed: values.length },
    };
  },
  show: async (_work, result) => result,
});

type Change = Correction & { readonly subjectId: string; readonly valueIds: readonly string[] };

/** A person corrects values of a record and its parts. */
export const changeObservables = defineCommand({
  id: 'observables.change',
  async load(work: Work, input: Change) {
    const subject = await findSubject(work, input.subjectId);
    const scope = await scopeOf(work, input.subjectId);
    const occurrences = await findOn(work, scope, input.valueIds);
    return { subject, occurrences, refused: await mayAnnotate(work, subject) };
  },
  permit: (_actor, { refused }) => refused,
  decide({ occurrences }, input) {
    if (occurrences.length === 0) return refusal('record.find.not-found');
    return decideCorrection(readAs(occurrences, input.type), input);
  },
  async record(work, { loaded: { subject, occurrences }, change: { retyped }, input }) {
    const replaced = new Set(retyped.map(({ from }) => from));
    const [old, kept] = [occurrences.filter(isIn(replaced)), occurrences.filter((one) => !isIn(replaced)(one))];
    if (retyped.length > 0) {
      await enter(work, subject.id, retyped, input.role ?? 'unknown');
      await correctOccurrences(
        work,
        old.map(({ id }) => id),
        { state: 'dismissed', dismissal: 'retyped' },
      );
    }
    const ids = kept.map(({ id }) => id);
    if (ids.length > 0 && (input.state !== undefined || input.role !== undefined))
      await correctOccurrences(work, ids, {
        state: input.state,
        dismissal: input.state === 'dismissed' ? 'once' : null,
        role: input.role,
      });
    const touched = new Set([subject.id as string, ...occurrences.map(({ subjectId }) => subjectId)]);
    for (const id of touched) await finish(work, [asId<'Subject'>(id)]);
    return {
      subjectId: subject.id,
      audit: {
        values: [...new Set(occurrences.map(({ value }) => value))].slice(0, 50),
        state: input.state,
        role: input.role,
        type: input.type,
      },
      facts: [],
      result: { changed: new Set(occurrences.map(({ valueId }) => valueId)).size },
    };
  },
  show: async (_work, result) => result,
});

const isIn = (ids: ReadonlySet<string>) => (one: Occurrence) => ids.has(one.valueId);

type AddKnown = { readonly kind: KnownValueKind; readonly value: string; readonly reason?: string | undefined };

/** Adds a value that the team knows. What is ignored from now on is left out wherever nobody has said otherwise. */
export const addKnown = defineCommand({
  id: 'known-values.add',
  load: async (_work: Work, _input: AddKnown) => null,
  permit: permitAll,
  decide: (_loaded, input) => decideKnown(readKnown(input.kind, input.value)),
  async record(work, { change, input }) {
    const id = await insertKnown(work, { kind: input.kind, ...change, reason: input.reason ?? '' });
    if (id === null) return refuse('known-values.add.present');
    if (input.kind === 'ignored') await switchAll(work, change, { from: null, to: 'ignored' });
    return {
      subjectId: null,
      audit: { kind: input.kind, value: change.value, reason: input.reason ?? '' },
      facts: [],
      result: id,
    };
  },
  show: async (work, id) => viewKnown(await findKnown(work, id)),
});

/** Takes a value off the list again. */
export const removeKnown = defineCommand({
  id: 'known-values.withdraw',
  load: (work: Work, input: { readonly id: string }) => findKnown(work, input.id),
  permit: permitAll,
  decide: (known) => known,
  async record(work, { change: known }) {
    await withdrawKnown(work, known.id);
    if (known.kind === 'ignored') await switchAll(work, known, { from: 'ignored', to: null });
    return { subjectId: null, audit: { kind: known.kind, value: known.value }, facts: [], result: known };
  },
  show: async (_work, known) => viewKnown(known),
});

async function switchAll(
  work: Work,
  { type, value }: { readonly type: ObservableType; readonly value: string },
  change: { readonly from: 'ignored' | null; readonly to: 'ignored' | null },
): Promise<void> {
  const records = await switchEverywhere(work, { valueId: valueIdOf(type, value), ...change });
  for (const id of records) work.fact({ kind: 'observable.changed' }, id);
}

const exportedRows = 10_000;

/** The observables of a filter for a file. A command, because exports are in the audit log. */
export const exportObservables = defineCommand({
  id: 'observables.export',
  async load(work: Work, query: Parameters<typeof filtersOf>[1]) {
    const filters = await filtersOf(work, query);
    const { rows } = await listOccurrences(work, { filters, direction: 'desc', cursor: null, limit: exportedRows });
    const shown = rows.slice(0, exportedRows);
    return { rows: shown, links: await linksOf(work, shown), subjectId: filters.subjectIds?.[0] ?? null } as const;
  },
  permit: permitAll,
  decide: (loaded) => loaded,
  async record(_work, { change, input }) {
    return {
      subjectId: change.subjectId === null ? null : asId<'Subject'>(change.subjectId),
      audit: { rows: change.rows.length, type: input.type, role: input.role, state: input.state, q: input.q },
      facts: [],
      result: change,
    };
  },
  show: async (_work, { rows, links }) => ({ rows, links }),
});
