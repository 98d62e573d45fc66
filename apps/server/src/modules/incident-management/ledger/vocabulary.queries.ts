import headingFile from './data/headings.v1.json' with { type: 'json' };
import wordFile from './data/words.v1.json' with { type: 'json' };
import { makeHeadings } from './heading.rules.ts';
import { indexWords, type KnownWords } from './row.rules.ts';

/** The headings that people use, from the data file that the program brings along. */
export const ledgerHeadings = makeHeadings(headingFile.fields);

/** The words that people use for states and weights, from the data file that the program brings along. */
export const ledgerWords: KnownWords = {
  state: indexWords(wordFile.state),
  outcome: indexWords(wordFile.outcome),
  level: indexWords(wordFile.level),
  priority: indexWords(wordFile.priority),
};
