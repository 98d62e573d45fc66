import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { emptyBodySchema, shortListSchema } from '../shapes.ts';
import * as schemas from './warning-lists.schemas.ts';

export const warningListsRefusals = {
  'warning-lists.save.line-invalid': 422,
  'warning-lists.save.too-many-values': 422,
  'warning-lists.save.too-many-lists': 422,
  'warning-lists.change.not-own': 409,
} as const satisfies RefusalStatuses;

const saving = ['warning-lists.save.line-invalid', 'warning-lists.save.too-many-values'] as const;

/** Lists of values that are innocent, or whose blocking would hurt. They mark values; they decide nothing. */
export const warningListsRoutes = [
  defineRoute({
    id: 'warning-lists.list',
    method: 'GET',
    path: '/api/v1/warning-lists',
    summary: 'Lists the warning lists: those that come with the program and those of the team.',
    response: shortListSchema(schemas.warningListSchema),
  }),
  defineRoute({
    id: 'warning-lists.show',
    method: 'GET',
    path: '/api/v1/warning-lists/{id}',
    summary: 'Shows a warning list with its values.',
    params: schemas.warningListParams,
    response: schemas.warningListWithEntriesSchema,
  }),
  defineRoute({
    id: 'warning-lists.hits',
    method: 'GET',
    path: '/api/v1/warning-lists/{id}/hits',
    summary: 'Lists which of the 2,000 newest observables that the caller sees are on the list.',
    params: schemas.warningListParams,
    response: schemas.warningHitsSchema,
  }),
  defineRoute({
    id: 'warning-lists.add',
    method: 'POST',
    path: '/api/v1/warning-lists',
    summary: 'Makes a warning list of the team. Everybody of the team sees it.',
    body: schemas.saveWarningListSchema,
    status: 201,
    response: schemas.warningListWithEntriesSchema,
    refusals: [...saving, 'warning-lists.save.too-many-lists'],
  }),
  defineRoute({
    id: 'warning-lists.change',
    method: 'PATCH',
    path: '/api/v1/warning-lists/{id}',
    summary: 'Replaces a warning list of the team by a new version.',
    params: schemas.warningListParams,
    body: schemas.saveWarningListSchema,
    response: schemas.warningListWithEntriesSchema,
    versioned: true,
    refusals: [...saving, 'warning-lists.change.not-own'],
  }),
  defineRoute({
    id: 'warning-lists.switch',
    method: 'POST',
    path: '/api/v1/warning-lists/{id}/switch',
    summary: 'Switches a warning list on or off.',
    params: schemas.warningListParams,
    body: schemas.switchWarningListSchema,
    response: schemas.warningListSchema,
  }),
  defineRoute({
    id: 'warning-lists.withdraw',
    method: 'POST',
    path: '/api/v1/warning-lists/{id}/withdraw',
    summary: 'Withdraws a warning list of the team. It marks nothing any more.',
    params: schemas.warningListParams,
    body: emptyBodySchema,
    response: schemas.warningListSchema,
    versioned: true,
    refusals: ['warning-lists.change.not-own'],
  }),
] as const;
