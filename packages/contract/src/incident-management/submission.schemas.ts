import * as z from 'zod';
import { idSchema, lineSchema, momentSchema, proseSchema } from '../shapes.ts';
import { severityHints, submissionResults } from './sources.values.ts';

/** Most items of one batch. */
export const batchLimit = 1_000;

const moment = (what: string) => momentSchema.optional().meta({ description: `${what}; ISO 8601 with offset` });

/** What a machine hands in. Nothing of it is trusted: it is shown as text, and hints are only hints. */
export const submitReportSchema = z
  .strictObject({
    title: lineSchema(300),
    text: proseSchema(200_000),
    reporter: z.strictObject({ name: lineSchema(200).optional(), address: z.email().max(320).optional() }).optional(),
    source: lineSchema(100).optional().meta({ description: 'the system that sends, e.g. "soc-east"' }),
    externalId: lineSchema(200).optional().meta({ description: 'its own id there; the same pair is accepted once' }),
    locale: z.enum(['ja', 'en']).optional().meta({ description: 'language of the reporter, for the acknowledgement' }),
    occurredAt: moment('when it happened'),
    detectedAt: moment('when it was noticed'),
    severity: z.enum(severityHints).optional().meta({ description: 'a hint for triage' }),
    classHint: lineSchema(60).optional().meta({ description: 'code of a class, proposed in triage' }),
    rule: lineSchema(200).optional().meta({ description: 'the rule or detection that fired' }),
    hosts: z.array(lineSchema(255)).max(50).optional(),
    tags: z.array(lineSchema(60)).max(20).optional(),
    count: z.int().min(1).max(1_000_000).optional().meta({ description: 'how often it happened, 1 when left out' }),
    link: z
      .url({ protocol: /^https?$/ })
      .max(2_000)
      .optional()
      .meta({ description: 'the page of the sender about it' }),
    fields: z
      .record(lineSchema(60), z.string().max(2_000))
      .refine((fields) => Object.keys(fields).length <= 60)
      .optional()
      .meta({ description: 'at most 60 further values, shown as a table' }),
    dedupeKey: lineSchema(200)
      .optional()
      .meta({ description: 'what is the same for repetitions of one matter; made of rule and hosts when left out' }),
    dedupeMinutes: z.int().min(0).max(10_080).optional().meta({
      description: 'within these minutes after the last, a repetition raises the count; 60 when left out, 0 = never',
    }),
  })
  .meta({ id: 'SubmitReport' });

export const submittedReportSchema = z
  .strictObject({
    id: idSchema,
    number: z.string(),
    receivedAt: momentSchema,
    isRepeated: z.boolean().meta({ description: 'the same source and external id were accepted before' }),
    isCounted: z.boolean().meta({ description: 'counted on a report that is open, instead of a second one' }),
  })
  .meta({ id: 'SubmittedReport' });

/** Items are checked one by one: a wrong one is refused by itself. */
export const submitBatchSchema = z
  .strictObject({ items: z.array(z.unknown()).min(1).max(batchLimit) })
  .meta({ id: 'SubmitReportBatch', description: 'each item as in SubmitReport' });

export const itemRefusalSchema = z.strictObject({
  code: z.string(),
  fields: z.array(z.strictObject({ path: z.string(), code: z.string() })),
});

export const submittedItemSchema = z.strictObject({
  index: z.int().min(0),
  result: z.enum(submissionResults),
  id: idSchema.nullable(),
  number: z.string().nullable(),
  refusal: itemRefusalSchema.nullable(),
});

export const submittedBatchSchema = z
  .strictObject({
    items: z.array(submittedItemSchema),
    counts: z.strictObject({
      accepted: z.int().min(0),
      repeated: z.int().min(0),
      counted: z.int().min(0),
      refused: z.int().min(0),
    }),
  })
  .meta({ id: 'SubmittedReportBatch' });

export type Submission = z.output<typeof submitReportSchema>;
export type SubmittedItem = z.output<typeof submittedItemSchema>;
