import * as z from 'zod';
import { actorLinkSchema, idSchema, listQuery, momentSchema, proseSchema, refParams } from '../shapes.ts';
import { journalActs, journalKinds, journalLanes } from './journal.values.ts';

export const journalSubjectParams = refParams;

export const journalListQuery = listQuery({
  sorts: ['occurred', 'occurred-newest'],
  filters: { subjectId: z.string().min(1).max(64) },
});

export const journalEntrySchema = z
  .strictObject({
    id: idSchema,
    kind: z.enum(journalKinds),
    lane: z.enum(journalLanes),
    occurredAt: momentSchema,
    recordedAt: momentSchema,
    author: actorLinkSchema,
    text: z.string().nullable(),
    act: z.strictObject({ code: z.enum(journalActs), params: z.record(z.string(), z.string()) }).nullable(),
  })
  .meta({ id: 'JournalEntry' });

export const addJournalEntrySchema = z
  .strictObject({
    subjectId: z.string().min(1).max(64).meta({ description: 'id or number of the record it belongs to' }),
    text: proseSchema(20_000),
    lane: z.enum(journalLanes).default('us'),
    occurredAt: momentSchema.optional().meta({ description: 'when it happened; left out: now' }),
  })
  .meta({ id: 'AddJournalEntry' });
