/** Keyset paging with signed cursors, and totals that are exact to 1,000. */
export { beginsWithAny } from './beginning.ts';
export { type Cursor, decodeCursor, encodeCursor } from './cursor.ts';
export { keyset, type Page, type Total, toPage, totalOf } from './keyset.ts';
