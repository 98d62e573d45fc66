import { Workbook } from '@cj-tech-master/excelts';
import type { FilledForm, FormCell } from './form.model.ts';

/**
 * Fills cells of a workbook and keeps the rest: styles, formulas, merged cells, validations, pictures. What the library
 * does not know (text boxes, drawn shapes, form controls, macros) is lost. For the thread; others call the filler.
 */
export async function fillForm(bytes: Buffer, cells: readonly FormCell[]): Promise<FilledForm> {
  if (bytes.subarray(0, 4).equals(Buffer.from('d0cf11e0', 'hex'))) return { isFilled: false, problem: 'locked' };
  if (!bytes.subarray(0, 4).equals(Buffer.from('504b0304', 'hex'))) return { isFilled: false, problem: 'unreadable' };
  const book = new Workbook();
  try {
    await book.xlsx.load(bytes);
  } catch {
    // Whatever the library says of it: the file is somebody else's, and it is no workbook that can be read.
    return { isFilled: false, problem: 'unreadable' };
  }
  if (book.worksheets.length === 0) return { isFilled: false, problem: 'unreadable' };
  const kept: string[] = [];
  const unknownSheets = new Set<string>();
  for (const { sheet, cell, value } of cells) {
    const found = book.getWorksheet(sheet);
    if (found === undefined) {
      unknownSheets.add(sheet);
      continue;
    }
    const target = found.getCell(cell).master;
    if (target.formula !== undefined && target.formula !== '') kept.push(`${sheet}!${cell}`);
    else target.value = value;
  }
  return {
    isFilled: true,
    bytes: new Uint8Array(await book.xlsx.writeBuffer()),
    kept,
    unknownSheets: [...unknownSheets],
  };
}
