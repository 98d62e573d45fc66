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
import { parseStates, reportChannels, reportOutcomes, reportSorts, reportStates } from './reports.values.ts';

export const reportListQuery = listQuery({
  sorts: reportSorts,
  filters: {
    state: anyOf(reportStates).optional(),
    channel: anyOf(reportChannels).optional(),
    'receivedAt.gte': momentSchema.optional(),
    'receivedAt.lt': momentSchema.optional(),
    q: z.string().trim().max(200).optional(),
  },
});

export const reporterSchema = z.strictObject({
  name: z.string().nullable(),
  address: z.string().nullable(),
});

export const reportSummarySchema = z
  .strictObject({
    id: idSchema,
    number: z.string(),
    version: versionSchema,
    title: z.string(),
    preview: z.string(),
    channel: z.enum(reportChannels),
    state: z.enum(reportStates),
    parse: z.enum(parseStates),
    reporter: reporterSchema,
    source: z.string().nullable(),
    receivedAt: momentSchema,
    attachmentCount: z.int().min(0),
    compartment: compartmentLinkSchema,
    handledAs: subjectLinkSchema.nullable(),
  })
  .meta({ id: 'ReportSummary' });

export const attachmentSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  mediaType: z.string(),
  size: z.int().min(0).meta({ description: 'bytes' }),
  sha256: z.string(),
});

export const reportSchema = reportSummarySchema
  .extend({
    text: z.string(),
    isTextFromHtml: z.boolean(),
    recipients: z.array(z.string()),
    sentAt: momentSchema.nullable(),
    charset: z.string().nullable(),
    parseProblem: z.string().nullable(),
    externalId: z.string().nullable(),
    attachments: z.array(attachmentSchema),
    original: z.strictObject({ size: z.int().min(0), sha256: z.string() }).nullable(),
    closing: z
      .strictObject({
        outcome: z.enum(reportOutcomes),
        reason: z.string(),
        closedAt: momentSchema,
        closedBy: actorLinkSchema,
      })
      .nullable(),
    can: z.strictObject({ openIncident: z.boolean(), close: z.boolean(), restrict: z.boolean() }),
  })
  .meta({ id: 'Report' });

export const submitReportSchema = z
  .strictObject({
    title: lineSchema(300),
    text: proseSchema(200_000),
    reporter: z.strictObject({ name: lineSchema(200).optional(), address: z.email().max(320).optional() }).optional(),
    source: lineSchema(100).optional().meta({ description: 'the system that sends, e.g. "soc-east"' }),
    externalId: lineSchema(200).optional().meta({ description: 'its own id there; the same pair is accepted once' }),
    locale: z.enum(['ja', 'en']).optional().meta({ description: 'language of the reporter, for the acknowledgement' }),
  })
  .meta({ id: 'SubmitReport' });

export const submittedReportSchema = z
  .strictObject({ id: idSchema, number: z.string(), receivedAt: momentSchema, isRepeated: z.boolean() })
  .meta({ id: 'SubmittedReport' });

export const closeReportSchema = z.strictObject({ outcome: z.enum(reportOutcomes), reason: proseSchema(4000) });
