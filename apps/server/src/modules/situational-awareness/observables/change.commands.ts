import type { ObservableColumn, ObservableRole, ObservableType, QueryOf, RouteWith } from '@matoi/contract';
import { asId, type Refusal, refusal, type SubjectId } from '@matoi/kernel';
import { defineCommand, permitAll, type Reading, type Work } from '../../../platform/commands/index.ts';
import { findSubject, mayAnnotate, type Subject } from '../../../platform/subjects/index.ts';
import { recordAct } from '../../casework/journal/index.ts';
import { takeOffKept } from './block.commands.ts';
import { findChange, keepingBefore, restore } from './change.store.ts';
import { correctOccurrences } from './mark.store.ts';
import { enterValues, finish } from './observable.commands.ts';
import { readAs, readValues } from './observable.map.ts';
import type { Occurrence } from './observable.model.ts';
import { filtersOf, linksOf, scopeOf } from './observable.queries.ts';
import { type Correction, decideAdded, decideCorrection } from './observable.rules.ts';
import { findOn, listOccurrences, valueIdOf } from './observable.store.ts';
import type { JudgedRow } from './table.rules.ts';

type LoadedSubject = { readonly subject: Subject; readonly refused: Refusal | null };

async function loadSubject(reading: Reading, ref: string): Promise<LoadedSubject> {
  const subject = await findSubject(reading, ref);
  return { subject, refused: await mayAnnotate(reading, subject) };
}

const idsOf = (values: readonly { readonly type: ObservableType; readonly value: string }[]) =>
  values.map(({ type, value }) => valueIdOf(type, value));

type Add = {
  readonly subjectId: string;
  readonly values: readonly { readonly type: ObservableType; readonly value: string }[];
  readonly role: ObservableRole;
  readonly tags: readonly string[];
};

/** A person enters values on a record. */
export const addObservables = defineCommand({
  id: 'observables.add',
  load: (work: Work, input: Add) => loadSubject(work, input.subjectId),
  permit: (_actor, { refused }) => refused,
  decide: (_loaded, input) => decideAdded(readValues(input.values)),
  async record(work, { loaded: { subject }, change: values, input }) {
    const { role, tags } = input;
    const changeId = await keepingBefore(work, { subjectId: subject.id, valueIds: idsOf(values), kind: 'add' }, () =>
      enterValues(work, subject.id, values, { role, tags }),
    );
    await finish(work, [subject.id]);
    return {
      subjectId: subject.id,
      audit: { values: values.slice(0, 50).map(({ value }) => value), count: values.length, role, tags },
      facts: [],
      result: { changed: values.length, changeIds: [changeId] },
    };
  },
  show: async (_work, result) => result,
});

type Change = Correction & { readonly subjectId: string; readonly valueIds: readonly string[] };

/** A person corrects and marks values of a record and its parts. */
export const changeObservables = defineCommand({
  id: 'observables.change',
  async load(work: Work, input: Change) {
    const loaded = await loadSubject(work, input.subjectId);
    const scope = await scopeOf(work, input.subjectId);
    return { ...loaded, occurrences: await findOn(work, scope, input.valueIds) };
  },
  permit: (_actor, { refused }) => refused,
  decide({ occurrences }, input) {
    if (occurrences.length === 0) return refusal('record.find.not-found');
    const { subjectId: _subject, valueIds: _values, ...correction } = input;
    return decideCorrection({ occurrences, retyped: readAs(occurrences, input.type) }, correction);
  },
  async record(work, { loaded: { subject, occurrences }, change: { retyped }, input }) {
    const isRetyped = new Set(retyped.map(({ from }) => from));
    const touched = [...new Set([subject.id as string, ...occurrences.map(({ subjectId }) => subjectId)])].map((id) =>
      asId<'Subject'>(id),
    );
    const changeIds: string[] = [];
    for (const subjectId of touched) {
      const own = occurrences.filter((one) => one.subjectId === subjectId);
      const added = subjectId === subject.id ? retyped : [];
      if (own.length === 0 && added.length === 0) continue;
      const valueIds = [...own.map(({ valueId }) => valueId), ...idsOf(added)];
      const given = { subjectId, valueIds, kind: 'change' } as const;
      changeIds.push(
        await keepingBefore(work, given, async () => {
          if (added.length > 0) await enterValues(work, subjectId, added, { role: input.role });
          await correct(work, { own, isRetyped, input });
        }),
      );
    }
    for (const subjectId of touched) await finish(work, [subjectId]);
    if (input.tlp !== undefined || input.pap !== undefined) await takeOffKept(work, touched, { kind: 'marked' });
    const { subjectId: _subject, valueIds: _values, noteBefore: _before, ...said } = input;
    return {
      subjectId: subject.id,
      audit: { values: [...new Set(occurrences.map(({ value }) => value))].slice(0, 50), ...said },
      facts: [],
      result: { changed: new Set(occurrences.map(({ valueId }) => valueId)).size, changeIds },
    };
  },
  show: async (_work, result) => result,
});

/** Writes a correction to values of one record; those that got another type are left out under their former one. */
async function correct(
  work: Work,
  given: {
    readonly own: readonly Occurrence[];
    readonly isRetyped: ReadonlySet<string>;
    readonly input: Correction;
  },
): Promise<void> {
  const { own, isRetyped, input } = given;
  const old = own.filter(({ valueId }) => isRetyped.has(valueId)).map(({ id }) => id);
  const kept = own.filter(({ valueId }) => !isRetyped.has(valueId)).map(({ id }) => id);
  if (old.length > 0) await correctOccurrences(work, old, { state: 'dismissed', dismissal: 'retyped' });
  const { state, role, tlp, pap, addTags, removeTags, note } = input;
  const isWished = [state, role, tlp, pap, addTags, removeTags, note].some((wish) => wish !== undefined);
  if (kept.length === 0 || !isWished) return;
  await correctOccurrences(work, kept, {
    ...{ state, dismissal: state === 'dismissed' ? 'once' : null, role, addTags, removeTags },
    ...(tlp === undefined ? {} : { tlp }),
    ...(pap === undefined ? {} : { pap }),
    ...(note === undefined ? {} : { note }),
  });
}

type Import = {
  readonly subjectId: string;
  readonly columns: readonly ObservableColumn[];
  readonly rows: readonly JudgedRow[];
};

/** Enters the rows of a table, all in one transaction; those with problems are left out. */
export const importObservables = defineCommand({
  id: 'observables.import',
  load: (work: Work, input: Import) => loadSubject(work, input.subjectId),
  permit: (_actor, { refused }) => refused,
  decide(_loaded, input) {
    const values = input.rows.flatMap(({ entered }) => entered ?? []);
    return values.length === 0 ? refusal('observables.import.no-values') : values;
  },
  async record(work, { loaded: { subject }, change: values, input }) {
    const given = { subjectId: subject.id, valueIds: idsOf(values), kind: 'import' } as const;
    const changeId = await keepingBefore(work, given, () => enterValues(work, subject.id, values));
    await finish(work, [subject.id]);
    if (values.some(({ tlp, pap }) => tlp !== null || pap !== null))
      await takeOffKept(work, [subject.id], { kind: 'marked' });
    await recordAct(work, subject.id, { code: 'value.imported', params: { count: String(values.length) } });
    const leftOut = input.rows.length - values.length;
    return {
      subjectId: subject.id,
      audit: { count: values.length, leftOut, columns: [...input.columns] },
      facts: [],
      result: { changed: values.length, changeIds: [changeId], leftOut },
    };
  },
  show: async (_work, result) => result,
});

/** Takes back what was added or changed at once. */
export const undoChange = defineCommand({
  id: 'observables.undo',
  async load(work: Work, input: { readonly id: string }) {
    const change = await findChange(work, input.id, { forUpdate: true });
    return { change, ...(await loadSubject(work, change.subjectId)) };
  },
  permit: (_actor, { refused }) => refused,
  decide: ({ change }) => (change.undone === null ? change : refusal('observables.undo.done-before')),
  async record(work, { loaded: { subject }, change }) {
    const restored = await restore(work, change);
    await finish(work, [subject.id]);
    await takeOffKept(work, [subject.id], { kind: 'marked' });
    if (change.kind === 'import')
      await recordAct(work, subject.id, { code: 'value.import-undone', params: { count: String(restored) } });
    const left = change.rows.length - restored;
    return {
      subjectId: subject.id,
      audit: { changeId: change.id, kind: change.kind, restored, left },
      facts: [],
      result: { restored, left },
    };
  },
  show: async (_work, result) => result,
});

const exportedRows = 10_000;

/** The observables of a filter for a file. A command, because exports are in the audit log. */
export const exportObservables = defineCommand({
  id: 'observables.export',
  async load(work: Work, query: QueryOf<RouteWith<'observables.export'>>) {
    const found = await filtersOf(work, query);
    // TLP 2.0: what is RED is for those who were told; a file goes further, so it is taken along only when it is asked for.
    const filters = { ...found, isWithoutRed: found.tlp === undefined };
    const { rows } = await listOccurrences(work, { filters, direction: 'desc', cursor: null, limit: exportedRows });
    const shown = rows.slice(0, exportedRows);
    const subjectId: SubjectId | null =
      query.subjectId === undefined ? null : (await findSubject(work, query.subjectId)).id;
    return { rows: shown, links: await linksOf(work, shown), subjectId };
  },
  permit: permitAll,
  decide: (loaded) => loaded,
  async record(_work, { change, input }) {
    const { type, role, state, tag, tlp, q } = input;
    return {
      subjectId: change.subjectId,
      audit: { rows: change.rows.length, type, role, state, tag, tlp, q },
      facts: [],
      result: change,
    };
  },
  show: async (_work, { rows, links }) => ({ rows, links }),
});
