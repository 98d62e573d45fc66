import * as z from 'zod';
import {
  idSchema,
  lineSchema,
  momentSchema,
  proseSchema,
  shortListSchema,
  subjectLinkSchema,
  versionSchema,
} from '../shapes.ts';
import { accountLinkSchema, reportSummarySchema } from './reports.schemas.ts';
import { closingOutcomes, inboxLists, tlpLabels } from './reports.values.ts';
import { triageLevels } from './triage.values.ts';

const tagSchema = lineSchema(40);

/** What triage says of a report. What is left out stays; null empties. */
export const triageReportSchema = z
  .strictObject({
    title: lineSchema(300).optional(),
    classCode: lineSchema(60).nullable().optional(),
    impact: z.enum(triageLevels).nullable().optional(),
    urgency: z.enum(triageLevels).nullable().optional(),
    tags: z.array(tagSchema).max(20).optional(),
    tlp: z.enum(tlpLabels).nullable().optional(),
    isConfirmed: z.boolean().default(false).meta({ description: 'a person has looked: triage is done' }),
  })
  .meta({ id: 'TriageReport' });

/** A mail that goes out with the act, in the same transaction. `to` left out is the reporter. */
export const actMessageSchema = z.strictObject({
  text: proseSchema(100_000),
  title: lineSchema(300).optional(),
  to: z.strictObject({ name: lineSchema(200).optional(), address: z.email().max(320) }).optional(),
  attachmentIds: z.array(idSchema).max(20).default([]),
});

export const assignReportSchema = z.strictObject({ accountId: idSchema.nullable() });
export const snoozeReportSchema = z.strictObject({ until: momentSchema });
export const closeReportSchema = z.strictObject({
  outcome: z.enum(closingOutcomes),
  reason: proseSchema(4000),
  message: actMessageSchema.optional(),
});
export const askReportSchema = z.strictObject({ message: actMessageSchema });
export const handOverReportSchema = z.strictObject({
  to: lineSchema(200).meta({ description: 'who has it now, in words' }),
  reason: proseSchema(4000),
  message: actMessageSchema.optional().meta({ description: 'to them, with the report quoted by hand' }),
  answer: actMessageSchema.optional().meta({ description: 'to the reporter' }),
});
export const reasonSchema = z.strictObject({ reason: proseSchema(4000) });
export const mergeReportSchema = z.strictObject({ intoId: z.string().min(1).max(64) });
export const distinctReportSchema = z.strictObject({ otherId: idSchema });

/** What a merge would do, before it is done. */
export const mergePreviewSchema = z
  .strictObject({
    from: reportSummarySchema,
    into: reportSummarySchema,
    attachmentCount: z.int().min(0),
    isMoved: z.boolean().meta({ description: 'the report moves into the compartment of the other' }),
    isTargetMoved: z.boolean().meta({ description: 'the other moves into the compartment of the report' }),
  })
  .meta({ id: 'MergePreview' });

export const relatedReportSchema = z.strictObject({
  subject: subjectLinkSchema,
  at: momentSchema,
  score: z.number().min(0).max(1),
  reasons: z.array(z.enum(['same-reporter', 'same-title', 'like-title', 'like-text', 'close-in-time', 'same-class'])),
});
export const relatedSchema = z
  .strictObject({ duplicates: z.array(relatedReportSchema), similar: z.array(relatedReportSchema) })
  .meta({ id: 'RelatedReports' });

const bulkItemSchema = z.strictObject({ id: idSchema, version: versionSchema });
export const bulkReportsSchema = z
  .strictObject({
    items: z.array(bulkItemSchema).min(1).max(200),
    act: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('assign'), accountId: idSchema.nullable() }),
      z.strictObject({ kind: z.literal('snooze'), until: momentSchema }),
      z.strictObject({ kind: z.literal('wake') }),
      z.strictObject({ kind: z.literal('tag'), add: z.array(tagSchema).max(20), remove: z.array(tagSchema).max(20) }),
      z.strictObject({ kind: z.literal('close'), outcome: z.enum(closingOutcomes), reason: proseSchema(4000) }),
      z.strictObject({ kind: z.literal('reopen'), reason: proseSchema(4000) }),
      z.strictObject({ kind: z.literal('merge'), intoId: idSchema }),
      z.strictObject({ kind: z.literal('unmerge') }),
    ]),
  })
  .meta({ id: 'BulkReports' });
export const bulkResultSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: idSchema,
        isDone: z.boolean(),
        version: versionSchema.nullable(),
        code: z.string().nullable().meta({ description: 'code of the refusal' }),
      }),
    ),
  })
  .meta({ id: 'BulkResult' });

/** How many there are in each list of the inbox, exact to 1,000. */
export const reportCountsSchema = z
  .strictObject({
    lists: z.strictObject(
      Object.fromEntries(inboxLists.filter((list) => list !== 'all').map((list) => [list, countSchema()])) as Record<
        Exclude<(typeof inboxLists)[number], 'all'>,
        ReturnType<typeof countSchema>
      >,
    ),
    overdue: countSchema(),
    unassigned: countSchema(),
  })
  .meta({ id: 'ReportCounts' });

function countSchema() {
  return z.strictObject({ count: z.int().min(0), isMore: z.boolean() });
}

/** Who can be given reports. */
export const assigneesQuery = z.strictObject({
  reportId: z.string().min(1).max(64).optional().meta({ description: 'only those who see this report' }),
  subjectId: z.string().min(1).max(64).optional().meta({ description: 'any record; only who sees it is listed' }),
});

export const savedViewSchema = z
  .strictObject({
    id: idSchema,
    name: z.string(),
    query: z.record(z.string(), z.string()),
    isShared: z.boolean(),
    isOwn: z.boolean(),
  })
  .meta({ id: 'SavedView' });
export const saveViewSchema = z.strictObject({
  name: lineSchema(60),
  query: z
    .record(z.string().regex(/^[a-zA-Z.]{1,40}$/), z.string().max(400))
    .refine((query) => Object.keys(query).length <= 20),
  isShared: z.boolean().default(false),
});

export const assigneesSchema = shortListSchema(accountLinkSchema);

export const mailHeadersSchema = z
  .strictObject({ headers: z.array(z.strictObject({ name: z.string(), value: z.string() })) })
  .meta({ id: 'MailHeaders' });
