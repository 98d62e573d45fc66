import type { ResponseOf, RouteWith } from '@matoi/contract';
import { defang, readableOf } from '@matoi/formats/ioc';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import type { Change } from './change.store.ts';
import type { KnownValue, Occurrence } from './observable.model.ts';
import { markingOf } from './observable.rules.ts';
import type { SightingCount } from './sighting.model.ts';
import type { Warning } from './warning.model.ts';
import { viewWarnings } from './warning.views.ts';

type ObservableView = ResponseOf<RouteWith<'observables.list'>>['items'][number];
type OccurrenceView = ResponseOf<RouteWith<'observables.occurrences'>>['items'][number];
type ChangeView = ResponseOf<RouteWith<'observables.changes'>>['items'][number];
type KnownView = ResponseOf<RouteWith<'known-values.list'>>['items'][number];

/** Records that are counted one by one; more are "20+". */
export const countedElsewhere = 20;
const shownElsewhere = 3;

/** A value as it is read: made harmless, and with its internationalised name. */
export function viewName({ type, value }: Pick<Occurrence, 'type' | 'value'>) {
  const readable = readableOf(type, value);
  return {
    type,
    value,
    defanged: defang(type, value),
    readable: readable === null ? null : defang(type, readable),
  };
}

function viewPlace(occurrence: Occurrence, subjects: ReadonlyMap<string, SubjectLink>): Omit<OccurrenceView, 'id'> {
  return {
    record: subjects.get(occurrence.subjectId) ?? { kind: '', id: occurrence.subjectId, number: null, title: '' },
    snippet: occurrence.snippet,
    written: occurrence.written,
    count: occurrence.count,
    source: occurrence.source,
    state: occurrence.state,
    dismissal: occurrence.dismissal,
    role: occurrence.role,
    tags: [...occurrence.tags],
    note: occurrence.note,
    marking: { ...markingOf(occurrence), ownTlp: occurrence.tlp, ownPap: occurrence.pap },
    correctedBy: occurrence.correctedBy,
    firstSeenAt: occurrence.firstSeenAt.toISOString(),
    lastSeenAt: occurrence.lastSeenAt.toISOString(),
  };
}

/** A value in a list, with the other records that have it. */
export function viewObservable(
  occurrence: Occurrence,
  around: {
    readonly subjects: ReadonlyMap<string, SubjectLink>;
    readonly elsewhere: readonly string[];
    readonly sightings: SightingCount | undefined;
    readonly warnings: readonly Warning[];
  },
): ObservableView {
  const { subjects, elsewhere, sightings, warnings } = around;
  return {
    id: occurrence.valueId,
    ...viewName(occurrence),
    ...viewPlace(occurrence, subjects),
    alsoSeen: {
      count: Math.min(elsewhere.length, countedElsewhere),
      isMore: elsewhere.length > countedElsewhere,
      records: elsewhere.slice(0, shownElsewhere).flatMap((id) => subjects.get(id) ?? []),
    },
    warnings: viewWarnings(warnings),
    sightings: {
      count: sightings?.count ?? 0,
      isMore: sightings?.isMore ?? false,
      lastAt: sightings?.lastAt?.toISOString() ?? null,
    },
  };
}

export function viewOccurrence(occurrence: Occurrence, subjects: ReadonlyMap<string, SubjectLink>): OccurrenceView {
  return { id: occurrence.id, ...viewPlace(occurrence, subjects) };
}

export function viewKnown(known: KnownValue): KnownView {
  return {
    id: known.id,
    kind: known.kind,
    type: known.type,
    value: known.value,
    defanged: known.kind === 'ignored' ? defang(known.type, known.value) : known.value,
    reason: known.reason,
    addedAt: known.addedAt.toISOString(),
    addedBy: known.addedBy,
  };
}

export function viewChange({ id, kind, rows, madeAt, madeBy, undone }: Change): ChangeView {
  return {
    id,
    kind,
    count: rows.length,
    at: madeAt.toISOString(),
    by: madeBy,
    undone: undone === null ? null : { at: undone.at.toISOString(), by: undone.by },
  };
}
