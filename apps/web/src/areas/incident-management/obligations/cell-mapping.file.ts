import { list, readJson } from './definition.read.ts';

export type MappedCell = {
  readonly sheet: string;
  readonly cell: string;
  readonly key: string;
  readonly as: 'text' | 'number';
};

const fileFormat = 'matoi-cell-mapping';

/** A mapping to begin with: every field that the recipient is told, its cell still to be named. */
export function mappingTemplate(fields: readonly { readonly key: string; readonly label: string }[]): string {
  return mappingFile(fields.map(({ key, label }) => ({ sheet: '', cell: '', key, as: 'text', label })));
}

/** A mapping as a file. */
export function mappingFile(cells: readonly (MappedCell & { readonly label?: string })[]): string {
  return `${JSON.stringify({ format: fileFormat, version: 1, cells }, null, 2)}\n`;
}

/** Reads a mapping; lines without a cell are left out. Null for another file, or one that names no cell. */
export function readMapping(text: string): readonly MappedCell[] | null {
  const file = readJson(text);
  if (file === null) return null;
  const { format, version, cells } = file;
  if (format !== fileFormat || version !== 1 || !Array.isArray(cells)) return null;
  const read = list(cells).flatMap(({ sheet, cell, key, as }): MappedCell[] => {
    if (typeof sheet !== 'string' || typeof cell !== 'string' || typeof key !== 'string') return [];
    if (sheet === '' || cell === '') return [];
    return [{ sheet, cell: cell.toUpperCase().replaceAll('$', ''), key, as: as === 'number' ? 'number' : 'text' }];
  });
  const isRight = read.every(({ cell }) => /^[A-Z]{1,3}[1-9]\d{0,6}$/.test(cell));
  return read.length > 0 && isRight ? read : null;
}
