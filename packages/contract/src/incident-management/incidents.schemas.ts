import * as z from 'zod';
import {
  actorLinkSchema,
  anyOf,
  compartmentLinkSchema,
  idSchema,
  lineSchema,
  listQuery,
  momentSchema,
  proseSchema,
  subjectLinkSchema,
  versionSchema,
} from '../shapes.ts';
import { incidentOutcomes, incidentPhases, incidentSorts } from './incidents.values.ts';

export const incidentListQuery = listQuery({
  sorts: incidentSorts,
  filters: {
    phase: anyOf(incidentPhases).optional(),
    'openedAt.gte': momentSchema.optional(),
    'openedAt.lt': momentSchema.optional(),
    q: z.string().trim().max(200).optional(),
  },
});

export const incidentSummarySchema = z
  .strictObject({
    id: idSchema,
    number: z.string(),
    version: versionSchema,
    title: z.string(),
    phase: z.enum(incidentPhases),
    openedAt: momentSchema,
    closedAt: momentSchema.nullable(),
    openedBy: actorLinkSchema,
    compartment: compartmentLinkSchema,
  })
  .meta({ id: 'IncidentSummary' });

export const incidentSchema = incidentSummarySchema
  .extend({
    reports: z.array(subjectLinkSchema),
    closing: z
      .strictObject({
        outcome: z.enum(incidentOutcomes),
        reason: z.string(),
        closedAt: momentSchema,
        closedBy: actorLinkSchema,
      })
      .nullable(),
    can: z.strictObject({
      close: z.boolean(),
      reopen: z.boolean(),
      restrict: z.boolean(),
      annotate: z.boolean(),
    }),
    next: z.array(z.enum(['close', 'reopen'])),
  })
  .meta({ id: 'Incident' });

export const openIncidentSchema = z
  .strictObject({
    title: lineSchema(300).optional().meta({ description: "left out with a report: the report's title" }),
    reportId: z.string().min(1).max(64).optional().meta({ description: 'id or number of the report it starts from' }),
  })
  .refine((body) => body.title !== undefined || body.reportId !== undefined, { path: ['title'] })
  .meta({ id: 'OpenIncident' });

export const addReportSchema = z.strictObject({
  reportId: z.string().min(1).max(64).meta({ description: 'id or number of the report' }),
});

export const closeIncidentSchema = z.strictObject({ outcome: z.enum(incidentOutcomes), reason: proseSchema(4000) });
export const reopenIncidentSchema = z.strictObject({ reason: proseSchema(4000) });
