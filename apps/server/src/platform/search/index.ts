/** Search in Japanese and English by bigrams; entries lie apart and are reached only with the transaction's compartments. */
export { indexText, indexTexts, matchingIds, type SearchHit, searchRecords, withdrawTexts } from './search.store.ts';
