import type { ResponseOf, RouteWith } from '@matoi/contract';
import { defang, readableOf } from '@matoi/formats/ioc';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import type { KnownValue, Occurrence } from './observable.model.ts';

type ObservableView = ResponseOf<RouteWith<'observables.list'>>['items'][number];
type OccurrenceView = ResponseOf<RouteWith<'observables.occurrences'>>['items'][number];
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
    correctedBy: occurrence.correctedBy,
    firstSeenAt: occurrence.firstSeenAt.toISOString(),
    lastSeenAt: occurrence.lastSeenAt.toISOString(),
  };
}

/** A value in a list, with the other records that have it. */
export function viewObservable(
  occurrence: Occurrence,
  names: { readonly subjects: ReadonlyMap<string, SubjectLink>; readonly elsewhere: readonly string[] },
): ObservableView {
  const { subjects, elsewhere } = names;
  return {
    id: occurrence.valueId,
    ...viewName(occurrence),
    ...viewPlace(occurrence, subjects),
    alsoSeen: {
      count: Math.min(elsewhere.length, countedElsewhere),
      isMore: elsewhere.length > countedElsewhere,
      records: elsewhere.slice(0, shownElsewhere).flatMap((id) => subjects.get(id) ?? []),
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
