import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { emptyBodySchema, idParams } from '../shapes.ts';
import * as schemas from './public-reporting.schemas.ts';
import { portalUploads } from './public-reporting.values.ts';

export const publicReportingRefusals = {
  'guest-links.find.not-found': 404,
  'public-form.submit.closed': 409,
  'public-form.change.class-unknown': 422,
} as const satisfies RefusalStatuses;

const page = { kind: 'html', audience: 'public', idempotent: false, rateClass: 'portal' } as const;

/** The pages for people without an account, and what staff sets for them. */
export const publicReportingRoutes = [
  defineRoute({
    ...page,
    id: 'public-form.show',
    method: 'GET',
    path: '/report',
    permission: 'public',
    summary: 'Shows the report form to anybody.',
    query: schemas.portalQuery,
  }),
  defineRoute({
    ...page,
    id: 'public-form.submit',
    method: 'POST',
    path: '/report',
    permission: 'public',
    summary: 'Takes a report from anybody. Answered only when it is stored durably.',
    query: schemas.portalQuery,
    body: schemas.reportFormSchema,
    uploads: portalUploads,
  }),
  defineRoute({
    ...page,
    id: 'public-form.privacy',
    method: 'GET',
    path: '/privacy',
    permission: 'public',
    summary: 'Shows how personal information in reports is treated.',
    query: schemas.portalQuery,
  }),
  defineRoute({
    ...page,
    id: 'public-form.script',
    method: 'GET',
    path: '/portal/enhance.js',
    permission: 'public',
    summary: 'The one script of the pages for people without an account; they work without it.',
  }),
  defineRoute({
    ...page,
    id: 'tracking.show',
    method: 'GET',
    path: '/g/{token}',
    permission: 'guest-link',
    summary: 'Shows a reporter where the report stands, and the conversation.',
    params: schemas.trackingParams,
    query: schemas.portalQuery,
  }),
  defineRoute({
    ...page,
    id: 'tracking.reply',
    method: 'POST',
    path: '/g/{token}',
    permission: 'guest-link',
    summary: 'Takes an answer and files of a reporter.',
    params: schemas.trackingParams,
    query: schemas.portalQuery,
    body: schemas.replyFormSchema,
    uploads: portalUploads,
  }),
  defineRoute({
    ...page,
    id: 'tracking.file',
    method: 'GET',
    path: '/g/{token}/files/{fileId}',
    permission: 'guest-link',
    summary: 'Downloads a file that the team sent to the reporter. It is never rendered.',
    params: schemas.trackingFileParams,
  }),
  defineRoute({
    id: 'public-form.settings',
    method: 'GET',
    path: '/api/v1/public-form',
    summary: 'Shows how the public report form is set.',
    response: schemas.publicFormSchema,
  }),
  defineRoute({
    id: 'public-form.change',
    method: 'PATCH',
    path: '/api/v1/public-form',
    summary: 'Changes the public report form. Fields that are left out stay.',
    body: schemas.changePublicFormSchema,
    response: schemas.publicFormSchema,
    versioned: true,
    refusals: ['public-form.change.class-unknown'],
  }),
  defineRoute({
    id: 'tracking-links.list',
    method: 'GET',
    path: '/api/v1/tracking-links',
    summary: 'Lists the tracking links of a report; their secrets are nowhere.',
    query: schemas.trackingLinksQuery,
    response: schemas.trackingLinksSchema,
  }),
  defineRoute({
    id: 'tracking-links.renew',
    method: 'POST',
    path: '/api/v1/tracking-links',
    summary: 'Makes a new tracking link for a report and ends the earlier ones. Its address is answered once.',
    body: schemas.renewTrackingLinkSchema,
    status: 201,
    response: schemas.renewedTrackingLinkSchema,
    // The answer carries a secret: it is not kept for repeats.
    idempotent: false,
  }),
  defineRoute({
    id: 'tracking-links.revoke',
    method: 'POST',
    path: '/api/v1/tracking-links/{id}/revoke',
    summary: 'Ends a tracking link.',
    params: idParams,
    body: emptyBodySchema,
    response: schemas.trackingLinkSchema,
  }),
] as const;
