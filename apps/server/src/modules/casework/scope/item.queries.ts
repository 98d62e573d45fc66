import type { ScopeKind } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { findSubject, mayAnnotate, wholeOf } from '../../../platform/subjects/index.ts';
import type { ScopeItem } from './item.model.ts';
import { itemKey, latestOfEach } from './item.rules.ts';
import { findItem, listItems, listMoves } from './item.store.ts';
import { viewItem, viewMove, viewNumber } from './item.views.ts';
import type { PersonsTotal, ScopeNumber } from './number.model.ts';
import { acrossRecords, totalPersons } from './number.rules.ts';
import { listNumbers } from './number.store.ts';
import { readList } from './paste.rules.ts';
import { countKinds, countMeasures, type KindCount, type MeasureCount } from './summary.rules.ts';

/** Everything that an incident touches, counted and by itself. */
export type Scope = {
  readonly items: readonly ScopeItem[];
  readonly kinds: readonly KindCount[];
  readonly measures: readonly MeasureCount[];
  /** One for each category and unit; what several merged records say of one is taken together. */
  readonly numbers: readonly ScopeNumber[];
  readonly persons: PersonsTotal;
};

/**
 * What a record touches, with what was merged into it, each thing once: items by kind with their states, how far the measures are, and the numbers of persons as they
 * are now. `subjectId` is an id or a number. Refuses with `record.find.not-found` what the actor does not see.
 */
export async function scopeOn(reading: Reading, subjectId: string): Promise<Scope> {
  const subject = await findSubject(reading, subjectId);
  const { ids } = await wholeOf(reading, subject);
  const items = latestOfEach(await listItems(reading, ids));
  const current = (await listNumbers(reading, ids)).filter(({ isCurrent }) => isCurrent);
  return {
    items,
    kinds: kindsOf(items),
    measures: countMeasures(items),
    numbers: acrossRecords(current),
    persons: totalPersons(current),
  };
}

function kindsOf(items: readonly ScopeItem[]): readonly KindCount[] {
  return countKinds(items.map(({ kind, state }) => ({ kind, state, count: 1 })).reduce(gather, []));
}

type Count = Parameters<typeof countKinds>[0][number];

function gather(counts: readonly Count[], one: Count): readonly Count[] {
  const same = counts.find(({ kind, state }) => kind === one.kind && state === one.state);
  if (same === undefined) return [...counts, one];
  return counts.map((each) => (each === same ? { ...each, count: each.count + one.count } : each));
}

/** The numbers of persons and records of a record and of what was merged into it: every entry, the newest first, and all persons together. */
export async function personsOn(
  reading: Reading,
  subjectId: string,
): Promise<{ readonly entries: readonly ScopeNumber[]; readonly total: PersonsTotal }> {
  const subject = await findSubject(reading, subjectId);
  const entries = await listNumbers(reading, (await wholeOf(reading, subject)).ids);
  return { entries, total: totalPersons(entries.filter(({ isCurrent }) => isCurrent)) };
}

/** The items of a record as the contract describes them. */
export async function showItems(reading: Reading, subjectId: string) {
  const subject = await findSubject(reading, subjectId);
  const refused = await mayAnnotate(reading, subject);
  const { ids, mergedFrom } = await wholeOf(reading, subject);
  return {
    items: (await listItems(reading, ids)).map((item) => viewItem(item, mergedFrom(item.subjectId))),
    can: { change: refused === null },
  };
}

/** The counts of a record, for the card on its overview. */
export async function showSummary(reading: Reading, subjectId: string) {
  const subject = await findSubject(reading, subjectId);
  const { ids } = await wholeOf(reading, subject);
  const items = latestOfEach(await listItems(reading, ids));
  const current = (await listNumbers(reading, ids)).filter(({ isCurrent }) => isCurrent);
  return {
    kinds: [...kindsOf(items)],
    measures: [...countMeasures(items)],
    numbers: acrossRecords(current).map((one) => viewNumber(one)),
    persons: totalPersons(current),
  };
}

/** One item with the states that it was in. */
export async function showItem(reading: Reading, id: string) {
  const item = await findItem(reading, id);
  await findSubject(reading, item.subjectId);
  return { item: viewItem(item), moves: (await listMoves(reading, id)).map(viewMove) };
}

/** What the lines of a pasted list are, and which of them are there already. */
export async function previewList(
  reading: Reading,
  asked: { readonly subjectId: string; readonly text: string; readonly kind?: ScopeKind | undefined },
) {
  const subject = await findSubject(reading, asked.subjectId);
  const there = new Set((await listItems(reading, (await wholeOf(reading, subject)).ids)).map(itemKey));
  const { items, isCut } = readList(asked.text, { kind: asked.kind ?? null, there });
  return { items: items.map((item) => ({ ...item, details: { ...item.details } })), isCut };
}

/** The numbers of a record as the contract describes them. */
export async function showNumbers(reading: Reading, subjectId: string) {
  const subject = await findSubject(reading, subjectId);
  const refused = await mayAnnotate(reading, subject);
  const { entries, total } = await personsOn(reading, subject.id);
  const { mergedFrom } = await wholeOf(reading, subject);
  return {
    items: entries.map((one) => viewNumber(one, mergedFrom(one.subjectId))),
    persons: total,
    can: { change: refused === null },
  };
}
