import * as z from 'zod';
import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { emptyBodySchema, idParams } from '../shapes.ts';
import { receivedDeliverySchema } from './sources.webhooks.schemas.ts';
import {
  submitBatchSchema,
  submitReportSchema,
  submittedBatchSchema,
  submittedReportSchema,
} from './submission.schemas.ts';

export const submissionRefusals = {
  'webhooks.receive.refused': 401,
  'webhooks.receive.paused': 409,
  'webhooks.receive.too-many': 422,
  'webhooks.receive.nothing': 422,
  'webhooks.receive.unmapped': 422,
  'webhooks.replay.gone': 409,
} as const satisfies RefusalStatuses;

/** Most bytes of a batch. */
const batchBytes = 32 * 1024 * 1024;
/** Most bytes of a delivery of a webhook. */
const deliveryBytes = 1024 * 1024;

/** How machines hand reports in. Answered only when everything is stored durably. */
export const submissionRoutes = [
  defineRoute({
    id: 'reports.submit',
    method: 'POST',
    path: '/api/v1/reports',
    audience: 'machine',
    summary: 'Accepts a report. Answered only when it is stored durably.',
    body: submitReportSchema,
    status: 201,
    response: submittedReportSchema,
    rateClass: 'intake',
  }),
  defineRoute({
    id: 'reports.submit-batch',
    method: 'POST',
    path: '/api/v1/reports/batch',
    audience: 'machine',
    summary:
      'Accepts up to 1,000 reports. Each item is judged by itself; answered when all that was accepted is stored.',
    body: submitBatchSchema,
    fileBody: batchBytes,
    fileType: 'application/json',
    response: submittedBatchSchema,
    rateClass: 'intake',
  }),
  defineRoute({
    id: 'webhooks.receive',
    method: 'POST',
    path: '/api/v1/webhooks/{id}',
    audience: 'machine',
    permission: 'public',
    summary:
      'Takes a delivery of a webhook, whose secret or signature stands in its header. Answered when it is stored.',
    params: z.strictObject({ id: z.string().max(64) }),
    fileBody: deliveryBytes,
    fileType: 'any',
    status: 202,
    response: receivedDeliverySchema,
    refusals: [
      'webhooks.receive.refused',
      'webhooks.receive.paused',
      'webhooks.receive.too-many',
      'webhooks.receive.nothing',
      'webhooks.receive.unmapped',
    ],
    idempotent: false,
    rateClass: 'intake',
  }),
  defineRoute({
    id: 'webhooks.replay',
    method: 'POST',
    path: '/api/v1/webhook-deliveries/{id}/replay',
    summary: 'Takes a kept delivery once more, by the map as it is now.',
    params: idParams,
    body: emptyBodySchema,
    response: receivedDeliverySchema,
    refusals: [
      'webhooks.receive.too-many',
      'webhooks.receive.nothing',
      'webhooks.receive.unmapped',
      'webhooks.replay.gone',
    ],
  }),
] as const;
