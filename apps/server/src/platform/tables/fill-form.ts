import { Workbook } from '@cj-tech-master/excelts';
import type { FilledForm, FormCell } from './form.model.ts';
import { TableFault, type TableProblem } from './table.model.ts';
import { openZip } from './zip.reader.ts';

/**
 * Fills cells of a workbook and keeps the rest: styles, formulas, merged cells, validations, pictures. What the library
 * does not know (text boxes, drawn shapes, form controls) is lost. For the thread; others call the filler.
 */
export async function fillForm(bytes: Buffer, cells: readonly FormCell[]): Promise<FilledForm> {
  if (bytes.subarray(0, 4).equals(Buffer.from('d0cf11e0', 'hex'))) return { isFilled: false, problem: 'locked' };
  if (!bytes.subarray(0, 4).equals(Buffer.from('504b0304', 'hex'))) return { isFilled: false, problem: 'unreadable' };
  const refused = await whyNot(bytes);
  if (refused !== null) return { isFilled: false, problem: refused };
  const book = new Workbook();
  try {
    await book.xlsx.load(bytes);
  } catch {
    // Whatever the library says of it: the file is somebody else's, and it is no workbook that can be read.
    return { isFilled: false, problem: 'unreadable' };
  }
  if (book.worksheets.length === 0) return { isFilled: false, problem: 'unreadable' };
  // Asked before any cell is: asking for a cell makes it.
  const usedIn = new Map(book.worksheets.map((one) => [one.name, { rows: one.rowCount, columns: one.columnCount }]));
  const kept: string[] = [];
  const outside: string[] = [];
  const unknownSheets = new Set<string>();
  for (const { sheet, cell, value } of cells) {
    const found = book.getWorksheet(sheet);
    if (found === undefined) {
      unknownSheets.add(sheet);
      continue;
    }
    const used = usedIn.get(sheet);
    const target = found.getCell(cell).master;
    if (used === undefined || target.row > used.rows || target.col > used.columns) outside.push(`${sheet}!${cell}`);
    if (target.formula !== undefined && target.formula !== '') kept.push(`${sheet}!${cell}`);
    else target.value = value;
  }
  return {
    isFilled: true,
    bytes: new Uint8Array(await book.xlsx.writeBuffer()),
    kept,
    outside,
    unknownSheets: [...unknownSheets],
    sheets: book.worksheets.map(({ name }) => name),
  };
}

const macroPart = /vbaproject|macrosheets?\/|activex/i;
const macroType = /vbaProject|macroEnabled|macrosheet|activeX/i;

/** Macros, of whatever age, by the parts of the file and by what it calls them. */
async function whyNot(bytes: Buffer): Promise<TableProblem | 'macros' | null> {
  try {
    const zip = openZip(bytes);
    if (zip.paths.some((path) => macroPart.test(path))) return 'macros';
    const types: Buffer[] = [];
    for await (const chunk of zip.chunks('[Content_Types].xml')) types.push(chunk);
    return macroType.test(Buffer.concat(types).toString('utf8')) ? 'macros' : null;
  } catch (error) {
    if (error instanceof TableFault) return error.problem;
    throw error;
  }
}
