import type { IncidentFunction, QueryOf, ResponseOf, RouteWith, Severity, Tlp } from '@matoi/contract';
import { incidentFunctions } from '@matoi/contract';
import { asId } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { compartmentLinks } from '../../../platform/compartments/index.ts';
import { accountNames } from '../../../platform/identity/index.ts';
import type { Cursor, Page } from '../../../platform/lists/index.ts';
import { matchingIds } from '../../../platform/search/index.ts';
import { findSubject, partsOf, subjectLinks } from '../../../platform/subjects/index.ts';
import { entriesInOrder } from '../../casework/journal/index.ts';
import { relationsOn } from '../../casework/relations/index.ts';
import { mayOverride } from './closing.queries.ts';
import { chosenTimes, phaseTraces, severityDecisions, summariesOf, timesOf } from './handling.store.ts';
import type { Incident } from './incident.model.ts';
import { findIncident, mergedIncidents } from './incident.store.ts';
import { type Names, viewDecision, viewIncident, viewMember, viewSummary, viewTexts } from './incident.views.ts';
import { type IncidentSortColumn, listIncidents } from './incident-list.store.ts';
import { membersOf } from './member.store.ts';
import { timeKinds } from './time.queries.ts';

/** What is shown of incidents besides what they are: names of compartments, commanders and what they were merged into. */
export async function namesFor(reading: Reading, incidents: readonly Incident[]): Promise<Names> {
  const commanders = await membersOf(
    reading,
    incidents.map((incident) => incident.id),
    { isNow: true, functions: ['commander'] },
  );
  return {
    compartments: await compartmentLinks(
      reading.db,
      incidents.map((incident) => incident.compartmentId),
    ),
    commanders: new Map(commanders.map((member) => [member.incidentId, member.accountId])),
    accounts: await accountNames(
      reading.db,
      commanders.map((member) => member.accountId),
    ),
    subjects: await subjectLinks(
      reading,
      incidents.flatMap((incident) => (incident.mergedInto === null ? [] : [incident.mergedInto])),
    ),
  };
}

/** Merges of merges that are followed. */
const deepestMerge = 20;

/**
 * The phase of an incident, or of the one that it was merged into: what lies on a merged incident is worked on from
 * there, as long as that one is open.
 */
export async function phaseOfWhole(reading: Reading, id: string): Promise<Incident['phase']> {
  let incident = await findIncident(reading, id);
  for (let level = 0; incident.mergedInto !== null && level < deepestMerge; level += 1)
    incident = await findIncident(reading, incident.mergedInto);
  return incident.phase;
}

/** Incidents as lists show them, in the same order. */
export async function summariesFor(reading: Reading, incidents: readonly Incident[]) {
  const names = await namesFor(reading, incidents);
  return incidents.map((incident) => viewSummary(incident, names));
}

/** One incident by id or number, as its page shows it. */
export async function showIncident(reading: Reading, ref: string): Promise<ResponseOf<RouteWith<'incidents.show'>>> {
  const subject = await findSubject(reading, ref, { kind: 'incident' });
  const incident = await findIncident(reading, subject.id);
  const names = await namesFor(reading, [incident]);
  const merged = await mergedIncidents(reading, incident.id);
  const mergedLinks = await subjectLinks(
    reading,
    merged.map((one) => one.id),
  );
  const parts = [];
  for (const one of merged) {
    const link = mergedLinks.get(one.id);
    if (link !== undefined)
      parts.push({ ...link, reports: [...(await partsOf(reading, asId<'Subject'>(one.id), 'report'))] });
  }
  const members = await membersOf(reading, [incident.id], { isNow: true });
  const [decision] = await severityDecisions(reading, incident.id, 1);
  const [summary] = await summariesOf(reading, incident.id, 1);
  return viewIncident(
    {
      incident,
      names,
      reports: await partsOf(reading, subject.id, 'report'),
      merged: parts,
      members,
      memberNames: await accountNames(
        reading.db,
        members.map((member) => member.accountId),
      ),
      times: await timesOf(reading, incident.id),
      chosen: await chosenTimes(reading, incident.id),
      decision: decision ?? null,
      summary: summary ?? null,
      timeKinds,
      canOverride: await mayOverride(reading, reading.actor, incident.id),
    },
    reading.actor,
  );
}

/** Every version of the summary, the newest first. */
export async function showSummaries(reading: Reading, ref: string) {
  const subject = await findSubject(reading, ref, { kind: 'incident' });
  return { items: (await summariesOf(reading, subject.id)).map(viewTexts) };
}

/** Entries of the journal that are looked through for changes of fields. */
const mostActs = 1_000;

/** Changes of the fields of an incident, as the journal keeps them. */
async function fieldChanges(reading: Reading, id: string): Promise<History['fields']> {
  const filter = { subjectIds: [id], kinds: ['act'] as const };
  const acts = await entriesInOrder(reading, filter, { direction: 'desc', cursor: null, limit: mostActs });
  return acts.flatMap((entry) => {
    if (entry.act?.code !== 'incident.field-changed') return [];
    const { params } = entry.act;
    const both = (name: string) => ({ ja: params[`${name}Ja`] ?? '', en: params[`${name}En`] ?? '' });
    return [
      {
        id: entry.id,
        field: both('field'),
        before: both('before'),
        after: both('after'),
        at: entry.recordedAt.toISOString(),
        by: entry.author,
      },
    ];
  });
}

type History = ResponseOf<RouteWith<'incidents.history'>>;

/** What was decided of phases, severity, functions and fields, the newest first. */
export async function showHistory(reading: Reading, ref: string): Promise<History> {
  const subject = await findSubject(reading, ref, { kind: 'incident' });
  const members = await membersOf(reading, [subject.id], { isNow: false });
  const names = await accountNames(
    reading.db,
    members.map((member) => member.accountId),
  );
  return {
    phases: (await phaseTraces(reading, subject.id)).toReversed().map((trace) => ({
      ...trace,
      at: trace.at.toISOString(),
      recordedAt: trace.recordedAt.toISOString(),
    })),
    severities: (await severityDecisions(reading, subject.id)).map(viewDecision),
    functions: members.toReversed().map((member) => viewMember(member, names)),
    fields: await fieldChanges(reading, subject.id),
  };
}

type Query = QueryOf<RouteWith<'incidents.list'>>;

const sorts = {
  newest: { column: 'opened_at', direction: 'desc' },
  oldest: { column: 'opened_at', direction: 'asc' },
  severity: { column: 'severity_rank', direction: 'asc' },
  'next-review': { column: 'next_review_at', direction: 'asc' },
} as const satisfies Record<Query['sort'], { column: IncidentSortColumn; direction: 'asc' | 'desc' }>;

/** The value by which the list is sorted, as a cursor keeps it. */
export function sortValue(incident: Incident, sort: Query['sort']): string | number {
  switch (sort) {
    case 'severity':
      return incident.severityRank;
    case 'next-review':
      return (incident.nextReviewAt ?? incident.openedAt).toISOString();
    case 'newest':
    case 'oldest':
      return incident.openedAt.toISOString();
    default:
      return sort satisfies never;
  }
}

const orNull = <Value extends string>(value: Value | 'none') => (value === 'none' ? null : value);

/** Ids by text and by relation; both together are those in both. */
async function idsFor(reading: Reading, { q, related }: Query): Promise<readonly string[] | undefined> {
  const found = q === undefined || q === '' ? undefined : await matchingIds(reading, 'incident', q);
  if (related === undefined) return found;
  const subject = await findSubject(reading, related);
  const relations = await relationsOn(reading, subject.id);
  const ids = relations.map((relation) => relation.other.id);
  return found === undefined ? ids : ids.filter((id) => found.includes(id));
}

function memberFilter(reading: Reading, mine: Query['mine']) {
  if (mine === undefined) return undefined;
  const functions: readonly IncidentFunction[] = mine.includes('any')
    ? incidentFunctions
    : mine.filter((one) => one !== 'any');
  return { accountId: reading.actor.id, functions };
}

/** A page of incidents by the filters of the contract. */
export async function pageOfIncidents(reading: Reading, query: Query, cursor: Cursor | null): Promise<Page<Incident>> {
  const isNobody = query.mine !== undefined && reading.actor.kind !== 'user';
  return listIncidents(reading, {
    filters: {
      phases: query.phase,
      severities: query.severity?.map((one): Severity | null => orNull(one)),
      classes: query.class?.split(',').map(orNull),
      tlps: query.tlp?.map((one): Tlp | null => orNull(one)),
      member: isNobody ? undefined : memberFilter(reading, query.mine),
      review: query.review,
      from: query['openedAt.gte'] === undefined ? undefined : new Date(query['openedAt.gte']),
      until: query['openedAt.lt'] === undefined ? undefined : new Date(query['openedAt.lt']),
      // Only an account can have a function: a token has none.
      ids: isNobody ? [] : await idsFor(reading, query),
    },
    ...sorts[query.sort],
    cursor,
    limit: query.limit,
  });
}
