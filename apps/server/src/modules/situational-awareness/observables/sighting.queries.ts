import type { QueryOf, ResponseOf, RouteWith } from '@matoi/contract';
import { defang } from '@matoi/formats/ioc';
import { refuse } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import type { Cursor, Page } from '../../../platform/lists/index.ts';
import { type SubjectLink, subjectLinks } from '../../../platform/subjects/index.ts';
import { scopeOf } from './observable.queries.ts';
import type { Sighting } from './sighting.model.ts';
import { findSighting, listSightings } from './sighting.store.ts';

type View = ResponseOf<RouteWith<'sightings.add'>>;

/** A page of sightings of one value, or of one record and its parts. */
export async function pageOfSightings(
  reading: Reading,
  query: QueryOf<RouteWith<'sightings.list'>>,
  cursor: Cursor | null,
): Promise<{ readonly page: Page<Sighting>; readonly view: (one: Sighting) => View }> {
  const { valueId, subjectId, limit } = query;
  if (valueId === undefined && subjectId === undefined) return refuse('sightings.list.value-or-record-needed');
  const subjectIds = subjectId === undefined ? undefined : await scopeOf(reading, subjectId);
  const page = await listSightings(reading, { valueId, subjectIds, cursor, limit });
  const links = await subjectLinks(
    reading,
    page.rows.map((one) => one.subjectId),
  );
  return { page, view: (one) => viewSighting(one, links) };
}

export async function sightingView(reading: Reading, id: string): Promise<View> {
  const sighting = await findSighting(reading, id);
  return viewSighting(sighting, await subjectLinks(reading, [sighting.subjectId]));
}

function viewSighting(one: Sighting, links: ReadonlyMap<string, SubjectLink>): View {
  const { id, valueId, type, precision, source, count, note, withdrawn } = one;
  return {
    ...{ id, valueId, type, precision, source, count, note },
    defanged: defang(type, one.value),
    record: links.get(one.subjectId) ?? { kind: '', id: one.subjectId, number: null, title: '' },
    seenAt: one.seenAt.toISOString(),
    saidAt: one.saidAt.toISOString(),
    saidBy: one.saidBy,
    withdrawn: withdrawn === null ? null : { ...withdrawn, at: withdrawn.at.toISOString() },
  };
}
