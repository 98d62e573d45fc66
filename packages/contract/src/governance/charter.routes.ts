import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { emptyBodySchema } from '../shapes.ts';
import { approvedVersionParams } from './approved.schemas.ts';
import * as schemas from './charter.schemas.ts';

export const charterRefusals = {
  'charter.draft.none': 409,
  'charter.approve.incomplete': 422,
  'charter.approve.changed': 409,
  'charter.approve.own': 403,
  'charter.approve.in-the-past': 422,
  'charter.publish.nothing': 409,
  'charter.document.not-made': 409,
} as const satisfies RefusalStatuses;

const page = {
  kind: 'html',
  audience: 'public',
  idempotent: false,
  rateClass: 'portal',
  permission: 'public',
} as const;

export const charterRoutes = [
  defineRoute({
    id: 'charter.show',
    method: 'GET',
    path: '/api/v1/charter',
    summary: 'Shows the charter of the team in force (RFC 2350), and its versions.',
    response: schemas.charterSchema,
  }),
  defineRoute({
    id: 'charter.version',
    method: 'GET',
    path: '/api/v1/charter/versions/{number}',
    summary: 'Shows one version of the charter as it was approved, and what it changed.',
    params: approvedVersionParams,
    response: schemas.charterVersionSchema,
  }),
  defineRoute({
    id: 'charter.draft',
    method: 'GET',
    path: '/api/v1/charter/draft',
    summary: 'Shows the draft of the next version, what it changes, and what is missing before it can be approved.',
    response: schemas.charterDraftSchema,
  }),
  defineRoute({
    id: 'charter.save-draft',
    method: 'POST',
    path: '/api/v1/charter/draft',
    summary: 'Keeps the draft. It may be incomplete; who writes on it cannot approve it.',
    body: schemas.saveCharterDraftSchema,
    response: schemas.charterDraftSchema,
    // Who writes must be the one who later cannot approve: a token would be another name of the same person.
    onlyUsers: true,
    versioned: true,
  }),
  defineRoute({
    id: 'charter.discard-draft',
    method: 'POST',
    path: '/api/v1/charter/draft/discard',
    summary: 'Throws the draft away. Versions that were approved stay.',
    body: emptyBodySchema,
    response: schemas.charterDraftSchema,
    versioned: true,
    refusals: ['charter.draft.none'],
  }),
  defineRoute({
    id: 'charter.approve',
    method: 'POST',
    path: '/api/v1/charter/draft/approve',
    summary: 'Makes the draft a version. Its authors cannot.',
    body: schemas.approveCharterSchema,
    response: schemas.charterVersionSchema,
    versioned: true,
    stepUp: true,
    onlyUsers: true,
    refusals: [
      'charter.draft.none',
      'charter.approve.incomplete',
      'charter.approve.changed',
      'charter.approve.own',
      'charter.approve.in-the-past',
    ],
  }),
  defineRoute({
    id: 'charter.document',
    method: 'GET',
    path: '/api/v1/charter/versions/{number}/document',
    kind: 'file',
    summary: 'Makes a version into a document in the order of RFC 2350.',
    params: approvedVersionParams,
    query: schemas.charterDocumentQuery,
    refusals: ['charter.document.not-made'],
  }),
  defineRoute({
    id: 'charter.publish',
    method: 'POST',
    path: '/api/v1/charter/publication',
    summary: 'Puts the version in force on a page for everybody, or takes it away from there.',
    body: schemas.publishCharterSchema,
    response: schemas.charterSchema,
    refusals: ['charter.publish.nothing'],
  }),
  defineRoute({
    ...page,
    id: 'charter-page.show',
    method: 'GET',
    path: '/rfc2350',
    summary: 'Shows the charter of the team to everybody, where an administrator has published it.',
    query: schemas.charterPageQuery,
  }),
  defineRoute({
    ...page,
    id: 'charter-page.text',
    method: 'GET',
    path: '/rfc2350.txt',
    summary: 'The same as plain text.',
    query: schemas.charterPageQuery,
  }),
] as const;
