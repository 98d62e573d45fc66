/**
 * The data directory: its layout, its master key, and the claim that lets only one program at a time use it.
 * Other parts import from here only.
 */
export type { DataDirectory } from './data.directory.ts';
export { defaultDataDirectory, openDataDirectory } from './data.directory.ts';
export { explainFileError, hasCode, readIfPresent, replaceFile, syncDirectory } from './durable.files.ts';
export { readKeyFile, readOwnKey } from './master.key.ts';
export { StartProblem } from './start.problem.ts';
