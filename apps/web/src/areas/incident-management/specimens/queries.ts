import type { ResponseOf, RouteOf } from '@matoi/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type Specimen = ResponseOf<RouteOf<'GET /api/v1/specimens'>>['items'][number];
export type Analysis = NonNullable<Specimen['analysis']>;

/** The specimens of a record and of its reports. */
export const specimensQuery = (subjectId: string) =>
  queryOptions({
    queryKey: ['specimen', 'of', subjectId],
    queryFn: ({ signal }) => call('GET /api/v1/specimens', { query: { subjectId }, signal }),
  });
