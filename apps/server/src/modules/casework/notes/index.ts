/** Notes: texts in Markdown on any record. Others read those that count. */
export type { Note } from './note.model.ts';
export { notesOn } from './note.queries.ts';
