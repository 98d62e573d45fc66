import * as z from 'zod';
import {
  actorLinkSchema,
  anyOf,
  compartmentLinkSchema,
  idSchema,
  listQuery,
  momentSchema,
  subjectLinkSchema,
  versionSchema,
} from '../shapes.ts';
import {
  parseStates,
  precisions,
  reportChannels,
  reportOutcomes,
  reportSorts,
  reportStates,
  tlpLabels,
} from './reports.values.ts';
import { proposedParts, reasonFields, triageLevels } from './triage.values.ts';

const yesOrNo = z.enum(['yes', 'no']);

/** The filters of the list; the saved views, the export and the statistics take the same. */
export const reportFilters = {
  state: anyOf(reportStates).optional(),
  channel: anyOf(reportChannels).optional(),
  outcome: anyOf(reportOutcomes).optional(),
  priority: anyOf(['1', '2', '3', '4', 'none']).optional(),
  class: z.string().max(400).optional().meta({ description: 'codes of classes, separated by commas; none = no class' }),
  assignee: z.string().max(64).optional().meta({ description: 'me, none, or the id of an account' }),
  tag: z.string().max(400).optional().meta({ description: 'tags, separated by commas: any of them' }),
  snoozed: yesOrNo.optional(),
  overdue: yesOrNo.optional(),
  unfinished: yesOrNo.optional(),
  source: z.string().max(100).optional(),
  reporter: z.string().max(320).optional().meta({ description: 'address of the reporter' }),
  'receivedAt.gte': momentSchema.optional(),
  'receivedAt.lt': momentSchema.optional(),
  q: z.string().trim().max(200).optional(),
};

export const reportListQuery = listQuery({ sorts: reportSorts, filters: reportFilters });

export const reporterSchema = z.strictObject({
  name: z.string().nullable(),
  address: z.string().nullable(),
});

export const accountLinkSchema = z.strictObject({ id: idSchema, name: z.string() });

export const reportSummarySchema = z
  .strictObject({
    id: idSchema,
    number: z.string(),
    version: versionSchema,
    title: z.string(),
    preview: z.string(),
    channel: z.enum(reportChannels),
    state: z.enum(reportStates),
    outcome: z.enum(reportOutcomes).nullable(),
    parse: z.enum(parseStates),
    reporter: reporterSchema,
    source: z.string().nullable(),
    receivedAt: momentSchema,
    attachmentCount: z.int().min(0),
    compartment: compartmentLinkSchema,
    handledAs: subjectLinkSchema.nullable(),
    mergedInto: subjectLinkSchema.nullable(),
    classCode: z.string().nullable(),
    priority: z.int().min(1).max(4).nullable().meta({ description: '1 is the most urgent' }),
    assignee: accountLinkSchema.nullable(),
    tags: z.array(z.string()),
    tlp: z.enum(tlpLabels).nullable(),
    snoozedUntil: momentSchema.nullable(),
    dueAt: momentSchema.nullable().meta({ description: 'by when somebody should have answered, in business time' }),
    answeredAt: momentSchema.nullable(),
    newsAt: momentSchema.nullable().meta({ description: 'something arrived that nobody has looked at' }),
    occurrenceCount: z.int().min(1).meta({ description: 'how often a machine reported the same' }),
    lastEventAt: momentSchema.nullable(),
    isUnfinished: z.boolean().meta({ description: 'taken by phone in a hurry, to be completed' }),
    isUrgent: z.boolean(),
  })
  .meta({ id: 'ReportSummary' });

export const attachmentSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  mediaType: z.string(),
  size: z.int().min(0).meta({ description: 'bytes' }),
  sha256: z.string(),
});

/** A file that came with a report. */
export const reportFileSchema = z
  .strictObject({ ...attachmentSchema.shape, receivedAt: momentSchema, report: subjectLinkSchema })
  .meta({ id: 'ReportFile' });

export const reportFilesQuery = z.strictObject({
  subjectId: z.string().min(1).max(64).meta({ description: 'id or number of the record' }),
});

/** What the rules proposed when the report came in, with what each of them found. */
export const triageProposalSchema = z.strictObject({
  rulesVersion: z.int().min(0),
  classCode: z.string().nullable(),
  impact: z.enum(triageLevels).nullable(),
  urgency: z.enum(triageLevels).nullable(),
  priority: z.int().min(1).max(4).nullable(),
  reasons: z.array(
    z.strictObject({
      what: z.enum(proposedParts),
      ruleId: z.string(),
      ruleName: z.string(),
      because: z.array(z.strictObject({ field: z.enum(reasonFields), matched: z.string() })),
    }),
  ),
});

export const reportFieldSchema = z.strictObject({ label: z.string(), value: z.string() });

export const reportSchema = reportSummarySchema
  .extend({
    text: z.string(),
    isTextFromHtml: z.boolean(),
    hasHtml: z.boolean(),
    recipients: z.array(z.string()),
    sentAt: momentSchema.nullable(),
    charset: z.string().nullable(),
    parseProblem: z.string().nullable(),
    externalId: z.string().nullable(),
    locale: z.enum(['ja', 'en']),
    attachments: z.array(attachmentSchema),
    original: z.strictObject({ size: z.int().min(0), sha256: z.string() }).nullable(),
    impact: z.enum(triageLevels).nullable(),
    urgency: z.enum(triageLevels).nullable(),
    proposal: triageProposalSchema.nullable(),
    triagedAt: momentSchema.nullable(),
    triagedBy: actorLinkSchema.nullable(),
    proposedFor: subjectLinkSchema.nullable(),
    merged: z.array(subjectLinkSchema).meta({ description: 'reports that were merged into this one' }),
    caller: z
      .strictObject({
        phone: z.string().nullable(),
        department: z.string().nullable(),
        takenBy: actorLinkSchema.nullable(),
      })
      .nullable(),
    occurredAt: momentSchema.nullable(),
    occurredPrecision: z.enum(precisions).nullable(),
    detectedAt: momentSchema.nullable(),
    category: z.string().nullable(),
    link: z.string().nullable(),
    fields: z.array(reportFieldSchema),
    handedTo: z.string().nullable(),
    closing: z
      .strictObject({
        outcome: z.enum(reportOutcomes),
        reason: z.string(),
        closedAt: momentSchema,
        closedBy: actorLinkSchema,
      })
      .nullable(),
    can: z.strictObject({
      openIncident: z.boolean(),
      triage: z.boolean(),
      close: z.boolean(),
      ask: z.boolean(),
      reopen: z.boolean(),
      merge: z.boolean(),
      unmerge: z.boolean(),
      detach: z.boolean(),
      restrict: z.boolean(),
    }),
  })
  .meta({ id: 'Report' });
