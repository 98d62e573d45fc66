import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { pageSchema } from '../shapes.ts';
import { addJournalEntrySchema, journalEntrySchema, journalListQuery } from './journal.schemas.ts';

export const journalRefusals = {
  'journal.add.in-the-future': 422,
} as const satisfies RefusalStatuses;

export const journalRoutes = [
  defineRoute({
    id: 'journal.list',
    method: 'GET',
    path: '/api/v1/journal-entries',
    kind: 'page',
    summary: 'Lists the journal of one record in the order in which things happened.',
    query: journalListQuery,
    response: pageSchema(journalEntrySchema),
  }),
  defineRoute({
    id: 'journal.add',
    method: 'POST',
    path: '/api/v1/journal-entries',
    summary: 'Writes an entry into the journal of a record.',
    body: addJournalEntrySchema,
    status: 201,
    response: journalEntrySchema,
    refusals: ['journal.add.in-the-future', 'incidents.annotate.closed'],
  }),
] as const;
