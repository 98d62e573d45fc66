import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { pageSchema, refParams } from '../shapes.ts';
import {
  addReportSchema,
  closeIncidentSchema,
  incidentListQuery,
  incidentSchema,
  incidentSummarySchema,
  openIncidentSchema,
  reopenIncidentSchema,
} from './incidents.schemas.ts';

export const incidentsRefusals = {
  'incidents.close.not-open': 409,
  'incidents.reopen.not-closed': 409,
  'incidents.annotate.closed': 409,
  'incidents.add-report.compartments-differ': 409,
} as const satisfies RefusalStatuses;

export const incidentsRoutes = [
  defineRoute({
    id: 'incidents.list',
    method: 'GET',
    path: '/api/v1/incidents',
    kind: 'page',
    summary: 'Lists the incidents that the caller may see.',
    query: incidentListQuery,
    response: pageSchema(incidentSummarySchema),
  }),
  defineRoute({
    id: 'incidents.open',
    method: 'POST',
    path: '/api/v1/incidents',
    summary: 'Opens an incident from a report, or from a title alone.',
    body: openIncidentSchema,
    status: 201,
    response: incidentSchema,
    refusals: ['reports.handle.not-open'],
  }),
  defineRoute({
    id: 'incidents.add-report',
    method: 'POST',
    path: '/api/v1/incidents/{id}/reports',
    summary: 'Makes a report part of an incident that is open already.',
    params: refParams,
    body: addReportSchema,
    response: incidentSchema,
    refusals: ['reports.handle.not-open', 'incidents.annotate.closed', 'incidents.add-report.compartments-differ'],
  }),
  defineRoute({
    id: 'incidents.show',
    method: 'GET',
    path: '/api/v1/incidents/{id}',
    summary: 'Shows one incident by id or number.',
    params: refParams,
    response: incidentSchema,
  }),
  defineRoute({
    id: 'incidents.close',
    method: 'POST',
    path: '/api/v1/incidents/{id}/close',
    summary: 'Closes an incident with an outcome and a reason.',
    params: refParams,
    body: closeIncidentSchema,
    response: incidentSchema,
    versioned: true,
    refusals: ['incidents.close.not-open'],
  }),
  defineRoute({
    id: 'incidents.reopen',
    method: 'POST',
    path: '/api/v1/incidents/{id}/reopen',
    summary: 'Takes a closed incident up again, with a reason.',
    params: refParams,
    body: reopenIncidentSchema,
    response: incidentSchema,
    versioned: true,
    refusals: ['incidents.reopen.not-closed'],
  }),
] as const;
