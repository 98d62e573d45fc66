import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { idParams, pageSchema } from '../shapes.ts';
import {
  addJournalEntrySchema,
  correctJournalEntrySchema,
  journalEntrySchema,
  journalListQuery,
  journalVersionsSchema,
} from './journal.schemas.ts';

export const journalRefusals = {
  'journal.add.in-the-future': 422,
  'journal.add.ends-before': 422,
  'journal.correct.not-a-note': 422,
  'journal.correct.superseded': 409,
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
    refusals: ['journal.add.in-the-future', 'journal.add.ends-before', 'incidents.annotate.closed'],
  }),
  defineRoute({
    id: 'journal.correct',
    method: 'POST',
    path: '/api/v1/journal-entries/{id}/correct',
    summary: 'Puts a corrected entry in the place of one that a person wrote. The former one stays readable.',
    params: idParams,
    body: correctJournalEntrySchema,
    status: 201,
    response: journalEntrySchema,
    refusals: [
      'journal.add.in-the-future',
      'journal.add.ends-before',
      'journal.correct.not-a-note',
      'journal.correct.superseded',
      'incidents.annotate.closed',
    ],
  }),
  defineRoute({
    id: 'journal.versions',
    method: 'GET',
    path: '/api/v1/journal-entries/{id}/versions',
    summary: 'Shows how an entry was worded before and now, the newest first.',
    params: idParams,
    response: journalVersionsSchema,
  }),
] as const;
