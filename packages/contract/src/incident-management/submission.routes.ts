import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import {
  submitBatchSchema,
  submitReportSchema,
  submittedBatchSchema,
  submittedReportSchema,
} from './submission.schemas.ts';

export const submissionRefusals = {} as const satisfies RefusalStatuses;

/** Most bytes of a batch. */
const batchBytes = 32 * 1024 * 1024;

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
] as const;
