import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { refParams } from '../shapes.ts';
import { completeCallSchema, takeCallSchema, takenCallSchema } from './calls.schemas.ts';
import { reportSchema } from './reports.schemas.ts';

export const callsRefusals = {
  'reports.take-call.in-future': 422,
  'reports.complete-call.not-by-phone': 409,
} as const satisfies RefusalStatuses;

/** Reports that come by telephone. */
export const callsRoutes = [
  defineRoute({
    id: 'reports.take-call',
    method: 'POST',
    path: '/api/v1/reports/calls',
    summary: 'Notes a call as a report, at once; it can be completed later.',
    body: takeCallSchema,
    status: 201,
    response: takenCallSchema,
    refusals: ['reports.take-call.in-future'],
  }),
  defineRoute({
    id: 'reports.complete-call',
    method: 'PATCH',
    path: '/api/v1/reports/{id}/call',
    summary: 'Completes what was noted of a call. Fields that are left out stay.',
    params: refParams,
    body: completeCallSchema,
    response: reportSchema,
    versioned: true,
    refusals: ['reports.take-call.in-future', 'reports.complete-call.not-by-phone'],
  }),
] as const;
