import type { QueryOf, RouteWith } from '@matoi/contract';
import { asId } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { compartmentLinks } from '../../../platform/compartments/index.ts';
import type { Cursor, Page } from '../../../platform/lists/index.ts';
import { matchingIds } from '../../../platform/search/index.ts';
import { findSubject, partsOf } from '../../../platform/subjects/index.ts';
import type { Incident } from './incident.model.ts';
import { findIncident, listIncidents } from './incident.store.ts';
import { viewIncident } from './incident.views.ts';

/** One incident by id or number, as its page shows it. */
export async function showIncident(reading: Reading, ref: string) {
  const subject = await findSubject(reading, ref, { kind: 'incident' });
  const incident = await findIncident(reading, subject.id);
  const reports = await partsOf(reading, asId<'Subject'>(incident.id), 'report');
  return viewIncident(incident, reports, await compartmentLinks(reading.db, [incident.compartmentId]), reading.actor);
}

/** A page of incidents by the filters of the contract. */
export async function pageOfIncidents(
  reading: Reading,
  query: QueryOf<RouteWith<'incidents.list'>>,
  cursor: Cursor | null,
): Promise<Page<Incident>> {
  const { q } = query;
  return listIncidents(reading, {
    filters: {
      phases: query.phase,
      from: query['openedAt.gte'] === undefined ? undefined : new Date(query['openedAt.gte']),
      until: query['openedAt.lt'] === undefined ? undefined : new Date(query['openedAt.lt']),
      ids: q === undefined || q === '' ? undefined : await matchingIds(reading, 'incident', q),
    },
    direction: query.sort === 'oldest' ? 'asc' : 'desc',
    cursor,
    limit: query.limit,
  });
}
