import * as z from 'zod';
import {
  actorLinkSchema,
  idParams,
  idSchema,
  lineSchema,
  listQuery,
  momentSchema,
  proseSchema,
  subjectLinkSchema,
} from '../shapes.ts';
import { observableTypes, sightingPrecisions } from './observables.values.ts';

export const sightingListQuery = listQuery({
  sorts: ['newest'],
  filters: {
    valueId: idSchema.optional(),
    subjectId: z.string().min(1).max(64).optional().meta({ description: 'only those on this record and its parts' }),
  },
});

export const sightingSchema = z
  .strictObject({
    id: idSchema,
    valueId: idSchema,
    type: z.enum(observableTypes),
    defanged: z.string(),
    record: subjectLinkSchema,
    seenAt: momentSchema,
    precision: z.enum(sightingPrecisions),
    source: z.string().meta({ description: 'by whom or where it was seen' }),
    count: z.int().min(1),
    note: z.string(),
    saidAt: momentSchema,
    saidBy: actorLinkSchema,
    withdrawn: z.strictObject({ at: momentSchema, by: actorLinkSchema, reason: z.string() }).nullable(),
  })
  .meta({ id: 'Sighting' });

export const addSightingSchema = z
  .strictObject({
    value: z.string().trim().min(1).max(2048).meta({ description: 'in any notation' }),
    type: z.enum(observableTypes).optional().meta({ description: 'left out: Matoi tells it from the value' }),
    subjectId: z.string().min(1).max(64).optional().meta({
      description:
        'the record; a value that is not on it yet is added. Left out: the record where it was seen last; a value on no record is refused',
    }),
    seenAt: momentSchema,
    precision: z.enum(sightingPrecisions).default('instant'),
    source: lineSchema(300),
    count: z.int().min(1).max(1_000_000_000).default(1),
    note: z.union([z.literal(''), proseSchema(2_000)]).default(''),
  })
  .meta({ id: 'AddSighting' });

/** The same from somebody who may not read what the team knows: without a record, and without an answer that tells of one. */
export const reportSightingSchema = addSightingSchema.omit({ subjectId: true }).meta({ id: 'ReportSighting' });
export const reportedSightingSchema = z.strictObject({ isReceived: z.literal(true) }).meta({ id: 'ReportedSighting' });

export const withdrawSightingParams = idParams;
export const withdrawSightingSchema = z.strictObject({ reason: lineSchema(300) }).meta({ id: 'WithdrawSighting' });
