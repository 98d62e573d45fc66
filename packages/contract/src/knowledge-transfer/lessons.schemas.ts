import * as z from 'zod';
import {
  actorLinkSchema,
  anyOf,
  idSchema,
  lineSchema,
  listQuery,
  momentSchema,
  proseSchema,
  subjectLinkSchema,
  versionSchema,
} from '../shapes.ts';
import {
  improvementFilters,
  improvementKinds,
  improvementSorts,
  improvementStates,
  measureEvidenceKinds,
  reviewStates,
} from './lessons.values.ts';

const prose = z.union([proseSchema(10_000), z.literal('')]);
const lines = (limit: number) => z.array(lineSchema(500)).max(limit);

export const reviewTextsSchema = z
  .strictObject({
    heldOn: z.iso.date().nullable().meta({ description: 'the day of the meeting; null: not held yet' }),
    participants: lines(50),
    happened: prose,
    whys: lines(10).meta({ description: 'why it happened, each line answering the one before' }),
    rootCause: prose,
    wentWell: lines(50),
    wentBadly: lines(50),
  })
  .meta({ id: 'ReviewTexts' });

export const reviewSchema = z
  .strictObject({
    id: idSchema,
    version: versionSchema,
    edition: z.int().min(1),
    state: z.enum(reviewStates),
    texts: reviewTextsSchema,
    startedAt: momentSchema,
    startedBy: actorLinkSchema,
    finishedAt: momentSchema.nullable(),
    finishedBy: actorLinkSchema.nullable(),
    sha256: z.string().nullable().meta({ description: 'of the texts as canonical JSON, once finished' }),
  })
  .meta({ id: 'Review' });

export const measureSchema = z
  .strictObject({
    id: idSchema,
    version: versionSchema,
    subject: subjectLinkSchema,
    kind: z.enum(improvementKinds),
    title: z.string(),
    detail: z.string().nullable(),
    owner: z.strictObject({ accountId: idSchema.nullable(), name: z.string() }),
    dueOn: z.iso.date(),
    isOverdue: z.boolean(),
    state: z.enum(improvementStates),
    reason: z.string().nullable().meta({ description: 'what was done, or why it was dropped' }),
    evidenceOn: z
      .strictObject({ kind: z.enum(measureEvidenceKinds), id: idSchema, name: z.string() })
      .nullable()
      .meta({ description: 'the file or note that shows it, by the name that it had' }),
    createdAt: momentSchema,
    createdBy: actorLinkSchema,
    closedAt: momentSchema.nullable(),
    closedBy: actorLinkSchema.nullable(),
    rollOut: z
      .strictObject({
        instructions: z.int().min(1),
        total: z.int().min(0).meta({ description: 'recipients of all instructions that were not taken back' }),
        done: z.int().min(0),
        silent: z.int().min(0),
        refused: z.int().min(0),
        undelivered: z.int().min(0),
      })
      .nullable()
      .meta({ description: 'how far other sites are that were told to do the same; null: none was told' }),
    can: z.strictObject({ change: z.boolean(), rollOut: z.boolean() }),
  })
  .meta({ id: 'Measure' });

export const subjectReviewSchema = z
  .strictObject({
    reviews: z.array(reviewSchema).meta({ description: 'every edition, the newest first' }),
    measures: z.array(measureSchema),
    can: z.strictObject({ write: z.boolean(), addMeasure: z.boolean() }),
  })
  .meta({ id: 'SubjectReview' });

export const measureListQuery = listQuery({
  sorts: improvementSorts,
  filters: {
    state: anyOf(improvementFilters).optional(),
    mine: z.enum(['true']).optional().meta({ description: 'measures of the caller' }),
    q: z.string().trim().max(200).optional().meta({ description: 'part of the title or of the owner' }),
  },
});

const measureBody = {
  kind: z.enum(improvementKinds),
  title: lineSchema(300),
  detail: proseSchema(4_000).nullable(),
  ownerId: idSchema.nullable().meta({ description: 'an account of the team; null: the name says who' }),
  ownerName: lineSchema(200)
    .nullable()
    .meta({ description: 'somebody outside of the team; needed without an account' }),
  dueOn: z.iso.date(),
};

export const addMeasureSchema = z
  .strictObject({
    subjectId: z.string().min(1).max(64).meta({ description: 'id or number of the record it belongs to' }),
    ...measureBody,
  })
  .meta({ id: 'AddMeasure' });

export const changeMeasureSchema = z.strictObject(measureBody).meta({ id: 'ChangeMeasure' });

export const closeMeasureSchema = z
  .strictObject({
    state: z.enum(['done', 'dropped']),
    reason: proseSchema(2_000),
    evidenceOn: z
      .strictObject({ kind: z.enum(measureEvidenceKinds), id: idSchema })
      .optional()
      .meta({ description: 'a file or a note of the record that shows it' }),
  })
  .meta({ id: 'CloseMeasure' });

export const reopenMeasureSchema = z.strictObject({ reason: proseSchema(2_000) });
