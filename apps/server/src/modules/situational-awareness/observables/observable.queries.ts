import type { QueryOf, ResponseOf, RouteWith } from '@matoi/contract';
import { contextOf, extractValues, refang, toAscii } from '@matoi/formats/ioc';
import { refuse, type SubjectId } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import type { Cursor, Page } from '../../../platform/lists/index.ts';
import { findSubject, partsBelow, type SubjectLink, subjectLinks } from '../../../platform/subjects/index.ts';
import { listChanges } from './change.store.ts';
import { listKnown } from './known.store.ts';
import { tagsInUse } from './mark.store.ts';
import { judge, knowledgeOf } from './observable.map.ts';
import type { Filters, KnownValue, Occurrence } from './observable.model.ts';
import { type Knowledge, mostValues, snippetReach, tellingKey } from './observable.rules.ts';
import { countElsewhere, listOccurrences, listOfValue, mostOnRecord, seenElsewhere } from './observable.store.ts';
import { countedElsewhere, viewChange, viewName, viewObservable } from './observable.views.ts';
import { countSightings } from './sighting.store.ts';
import { comparable } from './warning.map.ts';
import { activeLists } from './warning.queries.ts';
import { warningsOf } from './warning.rules.ts';
import { viewWarnings } from './warning.views.ts';

/** A record and what is part of it: what was merged into it, and the reports of all of them. */
export async function scopeOf(reading: Reading, ref: string): Promise<readonly SubjectId[]> {
  const subject = await findSubject(reading, ref);
  const wholes = [subject.id, ...(await partsBelow(reading, subject.id, subject.kind))];
  const parts: SubjectId[] = [];
  if (subject.kind !== 'report') for (const id of wholes) parts.push(...(await partsBelow(reading, id, 'report')));
  return [...wholes, ...parts];
}

/** What the team knows of values: its own lists, and the warning lists that are switched on. */
export async function knowledge(reading: Pick<Reading, 'db'>): Promise<Knowledge> {
  return knowledgeOf(await listKnown(reading), await activeLists(reading));
}

type ListFilters = QueryOf<RouteWith<'observables.export'>>;

/** The filters of the contract as the store takes them. */
export async function filtersOf(reading: Reading, query: ListFilters): Promise<Filters> {
  return {
    types: query.type,
    roles: query.role,
    states: query.state,
    tag: query.tag,
    tlp: query.tlp,
    beginnings: query.q === undefined || query.q === '' ? undefined : beginningsOf(query.q),
    subjectIds: query.subjectId === undefined ? undefined : await scopeOf(reading, query.subjectId),
  };
}

/** What a value can begin with that somebody looks for: as typed, as ASCII, and as an address of a page. */
export function beginningsOf(typed: string): readonly string[] {
  const plain = refang(typed);
  const isName = /^[^\s/@]+$/.test(plain);
  const lower = plain.toLowerCase();
  const ascii = isName && /[^\x21-\x7e]/.test(plain) ? (toAscii(plain) ?? lower) : lower;
  const names = [...new Set([plain, lower, ascii])];
  return isName ? [...names, ...[`https://${ascii}`, `http://${ascii}`]] : names;
}

type ListQuery = QueryOf<RouteWith<'observables.list'>>;
type View = (one: Occurrence) => ReturnType<typeof viewObservable>;

/** A page of observables by the filters of the contract; `sortOf` is where a row stands in its order. */
export async function pageOfObservables(
  reading: Reading,
  query: ListQuery,
  cursor: Cursor | null,
): Promise<{ readonly page: Page<Occurrence>; readonly view: View; readonly sortOf: (one: Occurrence) => string }> {
  const filters = await filtersOf(reading, query);
  const { page, sortOf } = await (query.sort === 'telling' ? tellingPage : timedPage)(reading, {
    filters,
    query,
    cursor,
  });
  const elsewhere = await seenElsewhere(
    reading,
    page.rows.map(({ valueId, subjectId }) => ({ valueId, without: filters.subjectIds ?? [subjectId] })),
    countedElsewhere,
  );
  const subjects = await linksOf(reading, page.rows, [...elsewhere.values()].flat());
  const sightings = await countSightings(
    reading,
    page.rows.map(({ valueId }) => valueId),
  );
  const lists = await activeLists(reading);
  return {
    page,
    view: (one) =>
      viewObservable(one, {
        subjects,
        elsewhere: elsewhere.get(one.valueId) ?? [],
        sightings: sightings.get(one.valueId),
        warnings: warningsOf(comparable(one), lists),
      }),
    sortOf,
  };
}

type Paging = { readonly filters: Filters; readonly query: ListQuery; readonly cursor: Cursor | null };
type Sorted = { readonly page: Page<Occurrence>; readonly sortOf: (one: Occurrence) => string };

async function timedPage(reading: Reading, { filters, query, cursor }: Paging): Promise<Sorted> {
  const direction = query.sort === 'oldest' ? 'asc' : 'desc';
  const page = await listOccurrences(reading, { filters, direction, cursor, limit: query.limit });
  return { page, sortOf: (one) => one.lastSeenAt.toISOString() };
}

/** The values of one record by meaning: few enough to be put into order here. */
async function tellingPage(reading: Reading, { filters, query, cursor }: Paging): Promise<Sorted> {
  const { subjectIds } = filters;
  if (subjectIds === undefined) return refuse('observables.list.record-needed');
  const { rows, total } = await listOccurrences(reading, {
    filters,
    direction: 'desc',
    cursor: null,
    limit: mostOnRecord,
  });
  const valueIds = rows.map(({ valueId }) => valueId);
  const counts = await countElsewhere(reading, { valueIds, without: subjectIds }, countedElsewhere + 1);
  const sortOf = (one: Occurrence) => tellingKey({ ...one, elsewhere: counts.get(one.valueId) ?? 0 });
  const placed = rows.map((one) => ({ one, key: `${sortOf(one)} ${one.id}` }));
  const after = cursor === null ? '' : `${cursor.value} ${cursor.id}`;
  const left = placed.filter(({ key }) => key > after).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return { page: { rows: left.slice(0, query.limit + 1).map(({ one }) => one), total }, sortOf };
}

/** Links of the records that occurrences are on, and of others. */
export function linksOf(
  reading: Reading,
  occurrences: readonly Occurrence[],
  others: readonly string[] = [],
): Promise<ReadonlyMap<string, SubjectLink>> {
  return subjectLinks(reading, [...occurrences.map(({ subjectId }) => subjectId), ...others]);
}

/** One value that the actor can see on some record; refuses with `record.find.not-found`. */
export async function showValue(reading: Reading, id: string): Promise<ResponseOf<RouteWith<'observables.show'>>> {
  const last = await listOfValue(reading, { valueId: id, cursor: null, limit: 1, direction: 'desc' });
  const first = await listOfValue(reading, { valueId: id, cursor: null, limit: 1, direction: 'asc' });
  const newest = last.rows[0];
  if (newest === undefined) return refuse('record.find.not-found');
  const known = (await listKnown(reading)).find(
    (one) => one.type === newest.type && one.value === newest.value && one.kind !== 'trusted-gateway',
  );
  return {
    id,
    ...viewName(newest),
    known: known === undefined ? null : { id: known.id, kind: known.kind, reason: known.reason },
    warnings: viewWarnings(warningsOf(comparable(newest), await activeLists(reading))),
    firstSeenAt: (first.rows[0] ?? newest).firstSeenAt.toISOString(),
    lastSeenAt: newest.lastSeenAt.toISOString(),
  };
}

/** What would be found in a text. */
export async function previewText(
  reading: Reading,
  text: string,
): Promise<ResponseOf<RouteWith<'observables.preview'>>['items']> {
  const known = await knowledge(reading);
  return extractValues(text, mostValues).map((found) => ({
    ...viewName(found),
    snippet: contextOf(text, found, snippetReach),
    dismissal: judge(found, known),
    warnings: viewWarnings(warningsOf(comparable(found), known.lists)),
  }));
}

/** The records on which a value was seen; a value that the actor sees nowhere is not found. */
export async function pageOfValue(
  reading: Reading,
  id: string,
  asked: { readonly cursor: Cursor | null; readonly limit: number },
): Promise<Page<Occurrence>> {
  const page = await listOfValue(reading, { valueId: id, direction: 'desc', ...asked });
  if (page.rows.length === 0 && asked.cursor === null) return refuse('record.find.not-found');
  return page;
}

/** What the team knows. */
export function allKnown(reading: Reading): Promise<readonly KnownValue[]> {
  return listKnown(reading);
}

/** Domains of our own and gateways whose verdicts count, for judging mails. */
export async function teamKnowledge(
  reading: Pick<Reading, 'db'>,
): Promise<{ readonly ownDomains: readonly string[]; readonly trustedGateways: readonly string[] }> {
  const known = await listKnown(reading);
  const of = (kind: KnownValue['kind']) => known.filter((one) => one.kind === kind).map(({ value }) => value);
  return { ownDomains: of('own-domain'), trustedGateways: of('trusted-gateway') };
}

const shownTags = 200;

/** The tags in use. */
export function allTags(reading: Reading): Promise<readonly string[]> {
  return tagsInUse(reading, shownTags);
}

const shownChanges = 20;

/** What people added and changed on a record and its parts, the last acts. */
export async function changesOf(
  reading: Reading,
  ref: string,
): Promise<ResponseOf<RouteWith<'observables.changes'>>['items']> {
  return (await listChanges(reading, await scopeOf(reading, ref), shownChanges)).map(viewChange);
}
