/** Tables in and out: reading hostile workbooks and text tables in a thread, writing formula-safe ones as streams. */

export { type FormFiller, makeFormFiller } from './form.filler.ts';
export type { FilledForm, FormCell } from './form.model.ts';
export {
  type Sheet,
  type TableAnswer,
  type TableFile,
  type TableProblem,
  type TableTask,
  tableLimits,
  tableProblems,
} from './table.model.ts';
export { makeTableReader, type TableReader } from './table.reader.ts';
export { plainCell, type RowPages, safeCell, type TableFormat, writeTable } from './table.writer.ts';
export { decodedText, type EncodingProbe, makeEncodingProbe, type TextEncoding } from './text.encoding.ts';
