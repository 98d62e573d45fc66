/** The journal: dated entries by people and by Matoi on any record. Others write acts into it; nobody changes one. */
export { recordAct } from './entry.commands.ts';
export type { EntryFilter, JournalEntry } from './entry.model.ts';
export { entriesInOrder, entryBins, entryExtent, newestEntries } from './entry.store.ts';
