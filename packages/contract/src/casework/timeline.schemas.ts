import * as z from 'zod';
import {
  actorLinkSchema,
  anyOf,
  idSchema,
  lineSchema,
  listQuery,
  mergedFromSchema,
  momentSchema,
  proseSchema,
  versionSchema,
} from '../shapes.ts';
import { journalActs, journalLanes } from './journal.values.ts';
import {
  timelineDayOrders,
  timelineEncodings,
  timelineFormats,
  timelineImportStates,
  timelineKinds,
  timelineProblems,
} from './timeline.values.ts';

const subjectRef = z.string().min(1).max(64).meta({ description: 'id or number of the record' });

export const timelineUploadQuery = z.strictObject({ subjectId: subjectRef, fileName: lineSchema(200) });
export const timelineImportListQuery = z.strictObject({ subjectId: subjectRef });

const column = z.string().min(1).max(120);

/** What the columns of a file mean. For a known format the proposal is right as it is. */
export const timelineMappingSchema = z
  .strictObject({
    at: z.array(column).min(1).max(2).meta({ description: 'the column of the time, or those of date and time' }),
    zoneColumn: column.nullable(),
    zone: z.string().max(60).nullable().meta({ description: 'IANA name, for times that are written without a zone' }),
    dayOrder: z.enum(timelineDayOrders),
    message: column,
    what: column.nullable().meta({ description: 'what the time means, as "Content Modification Time"' }),
    source: column.nullable(),
    host: column.nullable(),
    laneColumn: column.nullable(),
    lane: z.enum(journalLanes).meta({ description: 'the lane of rows that name none' }),
  })
  .meta({ id: 'TimelineMapping' });

export const timelineImportSchema = z
  .strictObject({
    id: idSchema,
    version: versionSchema,
    fileName: z.string(),
    size: z.int().min(0).meta({ description: 'bytes' }),
    state: z.enum(timelineImportStates),
    format: z.enum(timelineFormats),
    encoding: z.enum(timelineEncodings),
    columns: z.array(z.strictObject({ name: z.string(), examples: z.array(z.string()) })),
    mapping: timelineMappingSchema,
    needsZone: z
      .boolean()
      .meta({ description: 'times in the file are written without a zone: `mapping.zone` is needed' }),
    events: z.int().min(0).nullable().meta({ description: 'events that were imported' }),
    errors: z.int().min(0).nullable().meta({ description: 'rows that became no event' }),
    firstAt: momentSchema.nullable(),
    lastAt: momentSchema.nullable(),
    progress: z
      .strictObject({ done: z.int().min(0), total: z.int().min(0), events: z.int().min(0) })
      .nullable()
      .meta({ description: 'bytes read of bytes in all, and events so far' }),
    isCancelling: z.boolean(),
    wasTooMany: z.boolean().meta({ description: 'the last try was stopped because the file has too many rows' }),
    createdAt: momentSchema,
    createdBy: actorLinkSchema,
    finishedAt: momentSchema.nullable(),
    undone: z.strictObject({ at: momentSchema, by: actorLinkSchema }).nullable(),
    mergedFrom: mergedFromSchema,
    can: z.strictObject({ run: z.boolean(), cancel: z.boolean(), undo: z.boolean() }),
  })
  .meta({ id: 'TimelineImport' });

export const timelinePreviewSchema = z
  .strictObject({
    rows: z.array(
      z.strictObject({
        line: z.int().min(1),
        at: momentSchema.nullable(),
        lane: z.enum(journalLanes).nullable(),
        source: z.string(),
        what: z.string(),
        host: z.string(),
        message: z.string(),
        problem: z.enum(timelineProblems).nullable(),
      }),
    ),
  })
  .meta({ id: 'TimelinePreview' });

/** Names of sources that are hidden; the names hold no comma. */
const sourceNames = z
  .string()
  .max(2_000)
  .transform((text) => text.split(',').filter((name) => name !== ''))
  .meta({ description: 'names of sources, separated by commas' });

const filters = {
  subjectId: subjectRef,
  lane: anyOf(journalLanes).optional(),
  kind: anyOf(timelineKinds).optional(),
  events: z
    .enum(['all', 'starred'])
    .default('all')
    .meta({ description: '`starred`: of the imported events only those' }),
  hide: sourceNames.optional(),
  source: z.string().max(80).optional(),
  tag: z.string().max(60).optional(),
  q: z.string().trim().max(200).optional(),
  from: momentSchema.optional(),
  until: momentSchema.optional().meta({ description: 'the first moment that is no longer meant' }),
};

export const timelineListQuery = listQuery({ sorts: ['occurred', 'occurred-newest'], filters });
export const timelinePictureQuery = z.strictObject({
  ...filters,
  bins: z.coerce.number().int().min(20).max(600).default(240),
});
export const timelineExportQuery = z.strictObject({
  ...filters,
  format: z.enum(['csv', 'jsonl']).default('csv'),
  language: z.enum(['ja', 'en']).default('ja').meta({ description: 'language of the sentences of acts' }),
});

export const timelineItemSchema = z
  .strictObject({
    id: idSchema,
    kind: z.enum(timelineKinds),
    lane: z.enum(journalLanes),
    at: momentSchema,
    until: momentSchema.nullable(),
    isAssumed: z.boolean(),
    recordedAt: momentSchema,
    author: actorLinkSchema.nullable().meta({ description: 'nobody for imported events' }),
    version: versionSchema,
    text: z.string().nullable().meta({ description: 'what was typed or imported; long ones are cut in lists' }),
    mergedFrom: mergedFromSchema,
    act: z.strictObject({ code: z.enum(journalActs), params: z.record(z.string(), z.string()) }).nullable(),
    source: z.string().nullable(),
    what: z.string().nullable(),
    host: z.string().nullable(),
    isStarred: z.boolean(),
    note: z.string().nullable().meta({ description: 'what somebody has said about an imported event' }),
    tags: z.array(z.string()),
  })
  .meta({ id: 'TimelineItem' });

export const timelineEventSchema = timelineItemSchema
  .extend({
    fileName: z.string(),
    line: z.int().min(1),
    fields: z.array(z.strictObject({ name: z.string(), value: z.string() })),
    starredBy: actorLinkSchema.nullable(),
    can: z.strictObject({ mark: z.boolean() }),
  })
  .meta({ id: 'TimelineEvent' });

export const timelineMarkSchema = z
  .strictObject({
    isStarred: z.boolean(),
    note: proseSchema(2_000).nullable(),
    tags: z
      .array(lineSchema(60))
      .max(20)
      .refine((tags) => new Set(tags).size === tags.length),
  })
  .meta({ id: 'TimelineMark' });

export const timelinePictureSchema = z
  .strictObject({
    extent: z
      .strictObject({ from: momentSchema, until: momentSchema })
      .nullable()
      .meta({ description: 'from the first to the last of all items, whatever is filtered' }),
    from: momentSchema,
    until: momentSchema,
    stepMs: z.int().min(1).meta({ description: 'length of a bin' }),
    items: z.array(timelineItemSchema),
    bins: z
      .array(z.strictObject({ lane: z.enum(journalLanes), at: momentSchema, count: z.int().min(1) }))
      .meta({ description: 'how many items that are not among `items` begin in a step' }),
    count: z.int().min(0).meta({ description: 'items in the window, single and in bins' }),
    all: z.int().min(0).meta({ description: 'items of the record, whatever is filtered' }),
    sources: z.array(z.strictObject({ name: z.string(), count: z.int().min(0) })),
  })
  .meta({ id: 'TimelinePicture' });
