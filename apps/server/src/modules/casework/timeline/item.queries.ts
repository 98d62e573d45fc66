import type { JournalLane } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import type { Cursor, Page } from '../../../platform/lists/index.ts';
import { findSubject, wholeOf } from '../../../platform/subjects/index.ts';
import { type EntryFilter, entriesInOrder, entryBins, entryExtent, type JournalEntry } from '../journal/index.ts';
import { countEvents, eventBins, eventsInOrder, findEvent } from './event.store.ts';
import { liveImports } from './import.store.ts';
import type { ItemFilter, SourceCount, TimelineItem, WholeFilter } from './timeline.model.ts';
import { stepFor } from './window.rules.ts';

/** What of the journal a filter means; null when it means nothing of it. */
function journalPart(filter: WholeFilter): EntryFilter | null {
  const { subjectIds, from, until, lanes, source, tag } = filter;
  const kinds = filter.kinds?.filter((kind) => kind !== 'event');
  const text = filter.text === '' ? undefined : filter.text;
  if (kinds?.length === 0 || source !== undefined || tag !== undefined) return null;
  return { subjectIds, from, until, lanes, kinds, text };
}

function meansEvents(filter: WholeFilter): boolean {
  return filter.kinds === undefined || filter.kinds.includes('event');
}

/** Events are asked for record by record: each has indexes and packed times of its own, and merged ones are few. */
async function gather<T>(
  { subjectIds, ...filter }: WholeFilter,
  find: (filter: ItemFilter) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const found: T[] = [];
  for (const subjectId of subjectIds) found.push(...(await find({ ...filter, subjectId })));
  return found;
}

type InOrder = { readonly direction: 'asc' | 'desc'; readonly cursor: Cursor | null; readonly limit: number };

/** Journal entries and imported events together, in the order of their times; both kinds have ids that sort alike. */
export async function itemsInOrder(
  reading: Reading,
  filter: WholeFilter,
  asked: InOrder,
): Promise<readonly TimelineItem[]> {
  const entries = journalPart(filter);
  const some = entries === null ? [] : (await entriesInOrder(reading, entries, asked)).map(entryItem);
  const events = meansEvents(filter) ? await gather(filter, (one) => eventsInOrder(reading, one, asked)) : [];
  const sign = asked.direction === 'asc' ? 1 : -1;
  return [...some, ...events]
    .sort((one, other) => sign * (one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : 1)))
    .slice(0, asked.limit);
}

/** A page of the timeline of a record. */
export async function pageOfItems(reading: Reading, filter: WholeFilter, asked: InOrder): Promise<Page<TimelineItem>> {
  const rows = await itemsInOrder(reading, filter, { ...asked, limit: asked.limit + 1 });
  const count = await countItems(reading, filter);
  return { rows, total: { count: Math.min(count, 1_000), isMore: count > 1_000 } };
}

async function countItems(reading: Reading, filter: WholeFilter): Promise<number> {
  const entries = journalPart(filter);
  const noted = entries === null ? 0 : (await entryExtent(reading, entries)).count;
  if (!meansEvents(filter)) return noted;
  const counts = await gather(filter, async (one) => [await countEvents(reading, one)]);
  return counts.reduce((sum, count) => sum + count, noted);
}

export type Bin = { readonly lane: JournalLane; readonly at: Date; readonly count: number };

/** A window of the timeline: single items where they are few, counts where they are many. */
export type Picture = {
  readonly extent: { readonly from: Date; readonly until: Date } | null;
  readonly from: Date;
  readonly until: Date;
  readonly stepMs: number;
  readonly items: readonly TimelineItem[];
  readonly bins: readonly Bin[];
  readonly count: number;
  readonly all: number;
  readonly sources: readonly SourceCount[];
};

/** Items that are drawn one by one, of each kind; more than these would be a smear. */
const mostSingle = 150;

/** Shows a window of the timeline of a record; without a window, all of it. */
export async function pictureOf(
  reading: Reading,
  filter: WholeFilter,
  asked: { readonly bins: number },
): Promise<Picture> {
  const { subjectIds } = filter;
  const imports = await gather(filter, ({ subjectId }) => liveImports(reading, subjectId));
  const journal = await entryExtent(reading, { subjectIds });
  const all = imports.reduce((sum, { events }) => sum + (events ?? 0), journal.count);
  const extent = extentOf([journal.first, journal.last, ...imports.flatMap((one) => [one.firstAt, one.lastAt])]);
  const from = filter.from ?? extent?.from ?? reading.now;
  // The last item of all is in the picture: a window ends before its end.
  const until = laterThan(from, filter.until ?? (extent === null ? reading.now : new Date(extent.until.getTime() + 1)));
  const stepMs = stepFor(until.getTime() - from.getTime(), asked.bins);
  const window = { ...filter, from, until };
  const entries = await entriesIn(reading, window, stepMs);
  const events = await eventsIn(reading, window, stepMs);
  return {
    extent,
    from,
    until,
    stepMs,
    items: [...entries.items, ...events.items].sort((one, other) => one.at.getTime() - other.at.getTime()),
    bins: [...entries.bins, ...events.bins],
    count: entries.count + events.count,
    all,
    sources: sumSources(imports.flatMap(({ sources }) => sources)),
  };
}

type Window = WholeFilter & { readonly from: Date; readonly until: Date };
type Part = { readonly items: readonly TimelineItem[]; readonly bins: readonly Bin[]; readonly count: number };

const nothing: Part = { items: [], bins: [], count: 0 };
const fromStart = { direction: 'asc', cursor: null } as const;

async function entriesIn(reading: Reading, window: Window, stepMs: number): Promise<Part> {
  const filter = journalPart(window);
  if (filter === null) return nothing;
  const few = await entriesInOrder(reading, filter, { ...fromStart, limit: mostSingle + 1 });
  if (few.length <= mostSingle) return { items: few.map(entryItem), bins: [], count: few.length };
  // What people wrote stays readable longest: acts are counted first.
  const notes = filter.kinds?.includes('note') === false ? null : { ...filter, kinds: ['note'] as const };
  const typed = notes === null ? [] : await entriesInOrder(reading, notes, { ...fromStart, limit: mostSingle + 1 });
  const showsNotes = typed.length <= mostSingle;
  const counted = showsNotes ? { ...filter, kinds: ['act'] as const } : filter;
  const bins = (await entryBins(reading, { ...counted, from: window.from }, stepMs)).map(({ lane, bin, count }) => ({
    lane,
    at: new Date(window.from.getTime() + bin * stepMs),
    count,
  }));
  const items = showsNotes ? typed.map(entryItem) : [];
  return { items, bins, count: bins.reduce((sum, { count }) => sum + count, items.length) };
}

async function eventsIn(reading: Reading, window: Window, stepMs: number): Promise<Part> {
  if (!meansEvents(window)) return nothing;
  const edges = { from: window.from, until: window.until };
  const inOrder = (filter: WholeFilter) =>
    gather(filter, (one) => eventsInOrder(reading, one, { ...fromStart, limit: mostSingle }));
  const bins = summed(await gather(window, (one) => eventBins(reading, { ...one, ...edges }, stepMs)));
  const count = bins.reduce((sum, one) => sum + one.count, 0);
  if (count <= mostSingle) return { items: await inOrder(window), bins: [], count };
  // Starred events are part of the story: they are drawn one by one among the many.
  const starred = window.events === 'starred' ? [] : await inOrder({ ...window, events: 'starred' });
  return { items: starred, bins: withoutSingle(bins, starred, window.from, stepMs), count };
}

/** One count for each lane and step, whichever records the events lie on. */
function summed(bins: readonly Bin[]): readonly Bin[] {
  const sums = new Map<string, Bin>();
  for (const bin of bins) {
    const key = `${bin.lane} ${bin.at.getTime()}`;
    sums.set(key, { ...bin, count: bin.count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.values()];
}

/** Takes what is drawn one by one out of the counts. */
function withoutSingle(
  bins: readonly Bin[],
  items: readonly TimelineItem[],
  from: Date,
  stepMs: number,
): readonly Bin[] {
  const keyOf = (lane: string, at: number) => `${lane} ${Math.floor((at - from.getTime()) / stepMs)}`;
  const single = new Map<string, number>();
  for (const { lane, at } of items) {
    const key = keyOf(lane, at.getTime());
    single.set(key, (single.get(key) ?? 0) + 1);
  }
  return bins
    .map((bin) => ({ ...bin, count: bin.count - (single.get(keyOf(bin.lane, bin.at.getTime())) ?? 0) }))
    .filter(({ count }) => count > 0);
}

function extentOf(moments: readonly (Date | null)[]): { readonly from: Date; readonly until: Date } | null {
  const times = moments.flatMap((moment) => (moment === null ? [] : [moment.getTime()]));
  if (times.length === 0) return null;
  return { from: new Date(Math.min(...times)), until: new Date(Math.max(...times)) };
}

function laterThan(from: Date, until: Date): Date {
  return until > from ? until : new Date(from.getTime() + 1);
}

function sumSources(sources: readonly SourceCount[]): readonly SourceCount[] {
  const sums = new Map<string, number>();
  for (const { name, count } of sources) sums.set(name, (sums.get(name) ?? 0) + count);
  return [...sums].map(([name, count]) => ({ name, count })).sort((one, other) => other.count - one.count);
}

function entryItem(entry: JournalEntry): TimelineItem {
  return {
    id: entry.id,
    subjectId: entry.subjectId,
    kind: entry.kind,
    lane: entry.lane,
    at: entry.occurredAt,
    until: entry.occurredUntil,
    isAssumed: entry.isAssumed,
    recordedAt: entry.recordedAt,
    author: entry.author,
    version: entry.version,
    text: entry.text,
    act: entry.act,
    source: null,
    what: null,
    host: null,
    isStarred: false,
    note: null,
    tags: [],
  };
}

/**
 * What matters of the timeline of a record for who tells its story: notes, acts and starred events, in the order of
 * their times, the first `limit` of them. With `acts: false` only what people wrote and starred.
 */
export async function timelineOn(
  reading: Reading,
  subjectId: string,
  asked: { readonly limit: number; readonly acts?: boolean },
): Promise<readonly TimelineItem[]> {
  const kinds = asked.acts === false ? (['note', 'event'] as const) : undefined;
  const { ids: subjectIds } = await wholeOf(reading, await findSubject(reading, subjectId));
  return itemsInOrder(reading, { subjectIds, events: 'starred', kinds }, { ...fromStart, limit: asked.limit });
}

/** How many journal entries and imported events are in the timeline of a record. */
export async function countsOn(
  reading: Reading,
  subjectId: string,
): Promise<{ readonly entries: number; readonly events: number }> {
  const { ids: subjectIds } = await wholeOf(reading, await findSubject(reading, subjectId));
  const imports = await gather({ subjectIds, events: 'all' }, (one) => liveImports(reading, one.subjectId));
  const events = imports.reduce((sum, one) => sum + (one.events ?? 0), 0);
  return { entries: (await entryExtent(reading, { subjectIds })).count, events };
}

/** One imported event that the actor may see; refuses with `record.find.not-found`. */
export function showEvent(reading: Reading, id: string): ReturnType<typeof findEvent> {
  return findEvent(reading, id);
}
