import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { emptyBodySchema, idParams, pageSchema, shortListSchema } from '../shapes.ts';
import * as schemas from './block-lists.schemas.ts';

export const blockListsRefusals = {
  'block-entries.add.value-invalid': 422,
  'block-entries.add.expiry-unfit': 422,
  'block-entries.add.release-needed': 422,
  'block-entries.add.warned': 422,
  'block-entries.add.present': 409,
  'block-entries.withdraw.ended': 409,
} as const satisfies RefusalStatuses;

/** The block list: what devices of the network are told to refuse. */
export const blockListsRoutes = [
  defineRoute({
    id: 'block-entries.list',
    method: 'GET',
    path: '/api/v1/block-entries',
    kind: 'page',
    summary: 'Lists what is on the block list, or what was, the newest first.',
    query: schemas.blockEntryListQuery,
    response: pageSchema(schemas.blockEntrySchema),
  }),
  defineRoute({
    id: 'block-entries.add',
    method: 'POST',
    path: '/api/v1/block-entries',
    summary: 'Puts a value on the block list. Everybody of the team and every device with a token sees it.',
    body: schemas.addBlockEntrySchema,
    status: 201,
    response: schemas.blockEntrySchema,
    refusals: [
      'block-entries.add.value-invalid',
      'block-entries.add.expiry-unfit',
      'block-entries.add.release-needed',
      'block-entries.add.warned',
      'block-entries.add.present',
    ],
  }),
  defineRoute({
    id: 'block-entries.check',
    method: 'POST',
    path: '/api/v1/block-entries/check',
    summary:
      'Says what stands against blocking a value: warning lists with their reasons, narrow records. Changes nothing.',
    body: schemas.checkBlockEntrySchema,
    response: schemas.blockCheckSchema,
    idempotent: false,
    rateClass: 'read',
  }),
  defineRoute({
    id: 'block-entries.withdraw',
    method: 'POST',
    path: '/api/v1/block-entries/{id}/withdraw',
    summary: 'Takes a value off the block list.',
    params: idParams,
    body: schemas.withdrawBlockEntrySchema,
    response: schemas.blockEntrySchema,
    refusals: ['block-entries.withdraw.ended'],
  }),
  defineRoute({
    id: 'block-tokens.list',
    method: 'GET',
    path: '/api/v1/block-tokens',
    summary: 'Lists the keys by which devices fetch block lists, without their secrets.',
    response: shortListSchema(schemas.blockTokenSchema),
    onlyUsers: true,
  }),
  defineRoute({
    id: 'block-tokens.create',
    method: 'POST',
    path: '/api/v1/block-tokens',
    summary: 'Makes a key that fetches the named block lists and nothing else. Its secret is answered once.',
    body: schemas.createBlockTokenSchema,
    status: 201,
    response: schemas.createdBlockTokenSchema,
    // The answer carries a secret: it is not kept for repeats.
    idempotent: false,
    onlyUsers: true,
  }),
  defineRoute({
    id: 'block-tokens.revoke',
    method: 'POST',
    path: '/api/v1/block-tokens/{id}/revoke',
    summary: 'Ends a key at once.',
    params: idParams,
    body: emptyBodySchema,
    response: schemas.blockTokenSchema,
    onlyUsers: true,
  }),
  defineRoute({
    id: 'block-lists.read',
    method: 'GET',
    path: '/api/v1/block-lists/{file}',
    kind: 'html',
    audience: 'public',
    permission: 'public',
    idempotent: false,
    rateClass: 'portal',
    summary:
      'A block list for a device, as text (a value a line) or CSV, by a key of its own. Answers 304 by `If-None-Match`.',
    params: schemas.blockListParams,
    query: schemas.blockListQuery,
  }),
] as const;
