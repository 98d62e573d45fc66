/** What can have happened in a journal. */
export type JournalFact =
  | { readonly kind: 'journal-entry.added'; readonly entryId: string }
  | { readonly kind: 'journal-entry.corrected'; readonly entryId: string };
