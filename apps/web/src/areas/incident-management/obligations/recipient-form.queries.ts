import type { ResponseOf, RouteOf } from '@matoi/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';

export type KeptForms = ResponseOf<RouteOf<'GET /api/v1/obligation-forms'>>;
export type KeptForm = KeptForms['items'][number];
export type FormTarget = KeptForms['targets'][number];
export type CheckedForm = ResponseOf<RouteOf<'POST /api/v1/obligation-forms/check'>>;

export const keptFormsKey = ['obligation-rule', 'forms'] as const;

/** The forms of recipients that are kept, and whose can be. */
export const keptFormsQuery = queryOptions({
  queryKey: keptFormsKey,
  queryFn: ({ signal }) => call('GET /api/v1/obligation-forms', { signal }),
});

export const formLink = (id: string, content: 'form' | 'sample', language: 'ja' | 'en') =>
  `/api/v1/obligation-forms/${id}/file?content=${content}&language=${language}`;
