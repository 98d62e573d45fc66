import * as z from 'zod';
import {
  actorLinkSchema,
  idSchema,
  listQuery,
  mergedFromSchema,
  momentSchema,
  proseSchema,
  refParams,
  shortListSchema,
} from '../shapes.ts';
import { journalActs, journalKinds, journalLanes } from './journal.values.ts';

export const journalSubjectParams = refParams;

export const journalListQuery = listQuery({
  sorts: ['occurred', 'occurred-newest'],
  filters: { subjectId: z.string().min(1).max(64) },
});

export const journalEntrySchema = z
  .strictObject({
    id: idSchema,
    mergedFrom: mergedFromSchema,
    kind: z.enum(journalKinds),
    lane: z.enum(journalLanes),
    occurredAt: momentSchema,
    occurredUntil: momentSchema.nullable().meta({ description: 'when it ended, for what took a while' }),
    isAssumed: z.boolean().meta({ description: 'nobody has confirmed it yet' }),
    recordedAt: momentSchema,
    author: actorLinkSchema,
    version: z.int().min(1).meta({ description: '1 as first written; each correction is one more' }),
    text: z.string().nullable(),
    act: z.strictObject({ code: z.enum(journalActs), params: z.record(z.string(), z.string()) }).nullable(),
  })
  .meta({ id: 'JournalEntry' });

const noteParts = {
  text: proseSchema(20_000),
  lane: z.enum(journalLanes).default('us'),
  occurredUntil: momentSchema.nullish().meta({ description: 'when it ended, for what took a while' }),
  isAssumed: z.boolean().default(false).meta({ description: 'nobody has confirmed it yet' }),
};

export const addJournalEntrySchema = z
  .strictObject({
    subjectId: z.string().min(1).max(64).meta({ description: 'id or number of the record it belongs to' }),
    ...noteParts,
    occurredAt: momentSchema.optional().meta({ description: 'when it happened; left out: now' }),
  })
  .meta({ id: 'AddJournalEntry' });

export const correctJournalEntrySchema = z
  .strictObject({ ...noteParts, occurredAt: momentSchema })
  .meta({ id: 'CorrectJournalEntry' });

export const journalVersionsSchema = shortListSchema(journalEntrySchema);
