/** Specimens: suspicious mails that were handed in, taken apart. Whoever receives files opens them here. */
export { type Analyser, makeAnalyser } from './analyser.map.ts';
export { type Opened as OpenedSpecimen, openSpecimens } from './specimen.commands.ts';
export { isMailFile } from './specimen.rules.ts';
