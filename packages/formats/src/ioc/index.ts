/** Observables in texts: found, made harmless for reading, and back. Plain functions from text to data. */
export { contextOf, type Extracted, extractValues, findObservables } from './extract.ts';
export { isDomain } from './hosts.ts';
export { defang, guessType, hostOf, normalise, readableOf } from './normalise.ts';
export { toAscii, toUnicode } from './punycode.ts';
export { refang, refangText } from './refang.ts';
export { type Found, type ObservableType, observableTypes } from './types.ts';
