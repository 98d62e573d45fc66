import * as z from 'zod';
import {
  actorLinkSchema,
  idSchema,
  lineSchema,
  listQuery,
  momentSchema,
  subjectLinkSchema,
  versionSchema,
} from '../shapes.ts';
import {
  ledgerFields,
  ledgerFormats,
  ledgerImportStates,
  ledgerProblems,
  ledgerRowFilters,
  ledgerRowStates,
  ledgerStateWords,
} from './ledger.values.ts';
import { reportListQuery } from './reports.schemas.ts';

export const ledgerExportQuery = reportListQuery.omit({ cursor: true, limit: true }).extend({
  format: z.enum(ledgerFormats).default('xlsx'),
  language: z.enum(['ja', 'en']).default('ja').meta({ description: 'language of headings and of our own words' }),
});

export const ledgerUploadQuery = z.strictObject({ fileName: lineSchema(200) });

export const ledgerImportListQuery = listQuery({ sorts: ['newest', 'oldest'], filters: {} });
export const ledgerRowListQuery = listQuery({
  sorts: ['line'],
  filters: { show: z.enum(ledgerRowFilters).default('all') },
});

const word = z.string().min(1).max(200);
const level = z.enum(['high', 'medium', 'low']).nullable();

/** What the team says about the file: which sheet, which row of headings, what each column means, and unknown words. */
export const ledgerOptionsSchema = z
  .strictObject({
    sheet: z.string().max(200),
    headerRow: z.int().min(1).max(1_000),
    columns: z.array(z.enum(ledgerFields)).max(200),
    year: z.int().min(1970).max(2100).nullable().meta({ description: 'for dates that are written without a year' }),
    numberPrefix: z
      .string()
      .trim()
      .max(20)
      .regex(/^[^\p{Cc}]*$/u)
      .meta({ description: 'put before each number, where numbers begin anew each year' }),
    words: z.strictObject({
      class: z.record(word, z.string().max(100).nullable()).default({}),
      state: z.record(word, z.enum(ledgerStateWords)).default({}),
      impact: z.record(word, level).default({}),
      urgency: z.record(word, level).default({}),
      priority: z.record(word, z.int().min(1).max(4).nullable()).default({}),
    }),
  })
  .refine((options) => Object.values(options.words).every((words) => Object.keys(words).length <= 300))
  .meta({ id: 'LedgerOptions' });

const countsSchema = z.strictObject({
  rows: z.int().min(0),
  good: z.int().min(0),
  warning: z.int().min(0),
  error: z.int().min(0),
  duplicate: z.int().min(0),
});

const unknownWordSchema = z.strictObject({ word: z.string(), count: z.int().min(1) });
const unknownWordsSchema = z.array(unknownWordSchema);

export const ledgerImportSummarySchema = z
  .strictObject({
    id: idSchema,
    number: z.string(),
    version: versionSchema,
    fileName: z.string(),
    size: z.int().min(0).meta({ description: 'bytes' }),
    state: z.enum(ledgerImportStates),
    counts: countsSchema.nullable(),
    imported: z.int().min(0).nullable(),
    withdrawn: z.int().min(0).nullable(),
    createdAt: momentSchema,
    createdBy: actorLinkSchema,
  })
  .meta({ id: 'LedgerImportSummary' });

export const ledgerImportSchema = ledgerImportSummarySchema
  .extend({
    format: z.enum(['xlsx', 'csv']),
    encoding: z.enum(['utf-8', 'utf-16le', 'cp932']).nullable(),
    sheets: z.array(
      z.strictObject({
        name: z.string(),
        isHidden: z.boolean(),
        rowCount: z.int().min(0),
        columnCount: z.int().min(0),
        rows: z.array(z.array(z.string())).meta({ description: 'the first rows' }),
        headerRow: z.int().min(1).meta({ description: 'where the headings seem to be' }),
        columns: z.array(z.enum(ledgerFields)).meta({ description: 'what the columns seem to be' }),
      }),
    ),
    proposal: ledgerOptionsSchema,
    isRemembered: z.boolean().meta({ description: 'the proposal comes from an earlier import with the same headings' }),
    options: ledgerOptionsSchema.nullable(),
    unknown: z
      .strictObject({
        class: unknownWordsSchema,
        state: unknownWordsSchema,
        impact: unknownWordsSchema,
        urgency: unknownWordsSchema,
        priority: unknownWordsSchema,
        assignee: unknownWordsSchema,
      })
      .nullable(),
    classes: z.array(z.strictObject({ code: z.string(), ja: z.string(), en: z.string() })),
    progress: z.strictObject({ done: z.int().min(0), total: z.int().min(0) }).nullable(),
    isCancelling: z.boolean(),
    finishedAt: momentSchema.nullable(),
    undone: z
      .strictObject({ at: momentSchema, by: actorLinkSchema, kept: z.array(subjectLinkSchema) })
      .nullable()
      .meta({ description: '`kept`: reports that somebody has changed since and that were left as they are' }),
    can: z.strictObject({ check: z.boolean(), run: z.boolean(), cancel: z.boolean(), undo: z.boolean() }),
  })
  .meta({ id: 'LedgerImport' });

export const ledgerRowSchema = z
  .strictObject({
    line: z.int().min(1),
    state: z.enum(ledgerRowStates),
    problems: z.array(z.strictObject({ code: z.enum(ledgerProblems), column: z.string(), value: z.string() })),
    number: z.string().nullable(),
    receivedAt: momentSchema.nullable(),
    receivedPrecision: z.enum(['minute', 'date']),
    title: z.string(),
    reporter: z.string(),
    classCode: z.string().nullable(),
    priority: z.int().min(1).max(4).nullable(),
    reportState: z.enum(ledgerStateWords),
  })
  .meta({ id: 'LedgerRow' });

export const ledgerRunSchema = z.strictObject({
  onlyGood: z.boolean().meta({ description: 'import the rows without errors and leave the others out' }),
});
