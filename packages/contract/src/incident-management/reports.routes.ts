import * as z from 'zod';
import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { idSchema, pageSchema, refParams, shortListSchema } from '../shapes.ts';
import { reportActsRoutes } from './report-acts.routes.ts';
import {
  reportFileSchema,
  reportFilesQuery,
  reportListQuery,
  reportSchema,
  reportSummarySchema,
} from './reports.schemas.ts';

export const reportsRefusals = {
  'reports.triage.not-open': 409,
  'reports.triage.class-unknown': 422,
  'reports.assign.not-open': 409,
  'reports.assign.cannot-work': 422,
  'reports.snooze.not-open': 409,
  'reports.snooze.not-future': 422,
  'reports.ask.not-open': 409,
  'reports.close.not-open': 409,
  'reports.hand-over.not-open': 409,
  'reports.hand-over.address-required': 422,
  'reports.reopen.not-closed': 409,
  'reports.reopen.withdrawn': 409,
  'reports.detach.not-handled': 409,
  'reports.merge.not-open': 409,
  'reports.merge.same': 422,
  'reports.merge.target-merged': 409,
  'reports.merge.compartments-differ': 409,
  'reports.unmerge.not-merged': 409,
  'reports.html.none': 409,
  'reports.html.unreadable': 409,
  'reports.handle.not-open': 409,
} as const satisfies RefusalStatuses;

export const reportsRoutes = [
  defineRoute({
    id: 'reports.list',
    method: 'GET',
    path: '/api/v1/reports',
    kind: 'page',
    summary: 'Lists the reports that the caller may see.',
    query: reportListQuery,
    response: pageSchema(reportSummarySchema),
  }),
  defineRoute({
    id: 'reports.show',
    method: 'GET',
    path: '/api/v1/reports/{id}',
    summary: 'Shows one report by id or number.',
    params: refParams,
    response: reportSchema,
  }),
  defineRoute({
    id: 'reports.files',
    method: 'GET',
    path: '/api/v1/report-files',
    summary: 'Lists what came with a report, or with the reports of an incident, newest first.',
    query: reportFilesQuery,
    response: shortListSchema(reportFileSchema),
  }),
  defineRoute({
    id: 'reports.original',
    method: 'GET',
    path: '/api/v1/reports/{id}/original',
    kind: 'file',
    summary: 'Downloads the raw original exactly as it arrived.',
    params: refParams,
  }),
  defineRoute({
    id: 'reports.attachment',
    method: 'GET',
    path: '/api/v1/reports/{id}/attachments/{attachmentId}',
    kind: 'file',
    summary: 'Downloads one attachment. It is never rendered.',
    params: z.strictObject({ id: z.string().min(1).max(64), attachmentId: idSchema }),
  }),
  ...reportActsRoutes,
] as const;
