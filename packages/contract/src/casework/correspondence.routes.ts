import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { emptyBodySchema, idParams, pageSchema } from '../shapes.ts';
import { messageListQuery, messageSchema } from './correspondence.schemas.ts';

export const correspondenceRefusals = {
  'correspondence.retry.not-failed': 409,
  'correspondence.send.no-relay': 409,
  'correspondence.send.silenced': 409,
  'correspondence.send.no-address': 422,
  'correspondence.send.too-many': 422,
  'correspondence.send.red-to-many': 422,
} as const satisfies RefusalStatuses;

export const correspondenceRoutes = [
  defineRoute({
    id: 'correspondence.list',
    method: 'GET',
    path: '/api/v1/messages',
    kind: 'page',
    summary: 'Lists the messages that were written from one record.',
    query: messageListQuery,
    response: pageSchema(messageSchema),
  }),
  defineRoute({
    id: 'correspondence.retry',
    method: 'POST',
    path: '/api/v1/messages/{id}/retry',
    summary: 'Sends a message again that finally failed.',
    params: idParams,
    body: emptyBodySchema,
    response: messageSchema,
    refusals: ['correspondence.retry.not-failed'],
  }),
] as const;
