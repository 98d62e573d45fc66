/** Observables of records: other modules have texts read, enter values, and ask what stands on a record. */
export { addOccurrence, occurrencesOf, recordOccurrences, recordOccurrencesOfMany } from './observable.commands.ts';
export { teamKnowledge } from './observable.queries.ts';
export { isOwnHost } from './observable.rules.ts';
