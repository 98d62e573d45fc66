import type { ResponseOf, RouteOf } from '@matoi/contract';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type Duties = ResponseOf<RouteOf<'GET /api/v1/subjects/{id}/obligations'>>;
export type Duty = Duties['items'][number];
export type DutyStage = Duty['stages'][number];
export type Counted = NonNullable<DutyStage['clock']>;
export type Anchor = Duties['anchors'][number];
export type DutyFact = Duties['facts'][number];
export type FactValue = DutyFact['value'];
export type PlanRow = Duties['plan'][number];
export type Telling = Duties['tellings'][number];
export type FilingRow = Duties['filings'][number];
export type Clocks = ResponseOf<RouteOf<'GET /api/v1/subjects/{id}/obligation-clocks'>>;
export type Vocabulary = ResponseOf<RouteOf<'GET /api/v1/obligation-vocabulary'>>;
export type Field = Vocabulary['fields'][number];
export type Text = Duty['name'];

export const dutiesKey = (subjectId: string) => ['obligation', 'all', subjectId] as const;

/** Everything about the duties of a record. */
export const dutiesQuery = (subjectId: string) =>
  queryOptions({
    queryKey: dutiesKey(subjectId),
    queryFn: ({ signal }) => call('GET /api/v1/subjects/{id}/obligations', { params: { id: subjectId }, signal }),
    // Clocks run out while nobody changes anything.
    refetchInterval: 5 * 60_000,
  });

/** What is still to be filed, in short. */
export const clocksQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['obligation', 'clocks', subjectId],
    queryFn: ({ signal }) => call('GET /api/v1/subjects/{id}/obligation-clocks', { params: { id: subjectId }, signal }),
  });

/** The fields and questions; they change with the program alone. */
export const vocabularyQuery = queryOptions({
  queryKey: ['obligation-vocabulary'],
  queryFn: ({ signal }) => call('GET /api/v1/obligation-vocabulary', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const factHistoryQuery = (subjectId: string, key: string) =>
  queryOptions({
    queryKey: ['obligation', 'history', subjectId, key],
    queryFn: ({ signal }) =>
      call('GET /api/v1/subjects/{id}/obligation-facts', { params: { id: subjectId }, query: { key }, signal }),
  });

/** Shows what an act answered, and has everything else about duties asked for again. */
export async function keepDuties(queries: QueryClient, subjectId: string, duties: Duties): Promise<void> {
  queries.setQueryData(dutiesKey(subjectId), duties);
  await queries.invalidateQueries({ queryKey: ['obligation', 'clocks'] });
  await queries.invalidateQueries({ queryKey: ['obligation', 'history'] });
}
