/** What can have happened in a journal. */
export type JournalFact = { readonly kind: 'journal-entry.added'; readonly entryId: string };
