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

/** Bytes of all parts together once they are unpacked. Forms of authorities have some hundred thousand. */
const mostUnpacked = 50_000_000;

/**
 * Macros, of whatever age, by the parts of the file and by what it calls them; and what would be too much once unpacked.
 * The library unpacks every part at once, outside of the memory that a thread is given: counted here before it does.
 */
async function whyNot(bytes: Buffer): Promise<TableProblem | 'macros' | null> {
  try {
    if (!hasOneDirectory(bytes)) return 'unreadable';
    const zip = openZip(bytes);
    if (zip.paths.some((path) => macroPart.test(path))) return 'macros';
    let unpacked = 0;
    const types: Buffer[] = [];
    for (const path of zip.paths)
      for await (const chunk of zip.chunks(path)) {
        unpacked += chunk.length;
        if (unpacked > mostUnpacked) return 'too-large';
        if (path === '[Content_Types].xml') types.push(chunk);
      }
    return macroType.test(Buffer.concat(types).toString('utf8')) ? 'macros' : null;
  } catch (error) {
    if (error instanceof TableFault) return error.problem;
    throw error;
  }
}

/** The longest end of a ZIP archive: its record and a comment (APPNOTE 6.3, section 4.3.16). */
const longestEnd = 22 + 65_535;

/**
 * Whether there is one end of one list of parts, at the end of the file. With two of them, or with the list of ZIP64, the
 * library could read other parts than those that were counted.
 */
function hasOneDirectory(bytes: Buffer): boolean {
  const tail = bytes.subarray(-longestEnd);
  const end = tail.indexOf('504b0506', 'hex');
  if (end === -1 || end + 22 > tail.length || tail.indexOf('504b0506', end + 4, 'hex') !== -1) return false;
  return tail.indexOf('504b0607', 'hex') === -1 && end + 22 + tail.readUInt16LE(end + 20) === tail.length;
}
