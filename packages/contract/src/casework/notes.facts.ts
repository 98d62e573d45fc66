/** What can have happened to the notes of a record. */
export type NoteFact = { readonly kind: 'note.written' | 'note.withdrawn'; readonly noteId: string };
