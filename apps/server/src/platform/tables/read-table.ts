import { readCsv } from './csv.reader.ts';
import { type TableAnswer, TableFault, type TableTask } from './table.model.ts';
import { readXlsx } from './xlsx.reader.ts';

/** Reads a table by what its bytes are, whatever its name says. For the thread; others call the reader. */
export async function readTable(bytes: Buffer, task: TableTask): Promise<TableAnswer> {
  try {
    if (bytes.length === 0) return { isRead: false, problem: 'unreadable' };
    // OLE compound file: .xls before 2007, or a workbook with a password (MS-OFFCRYPTO).
    if (bytes.subarray(0, 4).equals(Buffer.from('d0cf11e0', 'hex'))) return { isRead: false, problem: 'locked' };
    const isZip = bytes.subarray(0, 4).equals(Buffer.from('504b0304', 'hex'));
    return { isRead: true, table: isZip ? await readXlsx(bytes, task) : readCsv(bytes, task) };
  } catch (error) {
    if (error instanceof TableFault) return { isRead: false, problem: error.problem };
    // A number outside of its buffer: an archive whose directory points nowhere.
    if (error instanceof RangeError) return { isRead: false, problem: 'unreadable' };
    throw error;
  }
}
