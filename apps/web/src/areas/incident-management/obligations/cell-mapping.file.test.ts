import { describe, expect, it } from 'vitest';
import { mappingFile, mappingTemplate, readMapping } from './cell-mapping.file.ts';

const file = (cells: readonly object[], more: object = {}) =>
  JSON.stringify({ format: 'matoi-cell-mapping', version: 1, cells, ...more });
const line = { sheet: '様式第一', cell: 'B3', key: 'persons.count', as: 'number' };

describe('a mapping of cells', () => {
  it('is refused where it is something else, or says where nothing goes', () => {
    for (const other of ['', '{', 'null', '[]', file([line], { version: 2 }), file([line], { format: 'x' }), file([])])
      expect(readMapping(other)).toBeNull();
    for (const cell of ['3B', 'B0', 'ABCD1', 'B3:C4', 'Sheet!B3'])
      expect(readMapping(file([{ ...line, cell }])), cell).toBeNull();
    expect(readMapping(file([{ ...line, cell: '' }]))).toBeNull();
  });

  it('takes cells as people write them, and text where nothing else is said', () => {
    expect(
      readMapping(
        file([
          { ...line, cell: '$b$3', as: 'something' },
          { ...line, sheet: '' },
        ]),
      ),
    ).toEqual([{ ...line, as: 'text' }]);
  });

  it('begins with every field that is told, which says nothing until a cell is named', () => {
    const text = mappingTemplate([{ key: 'persons.count', label: '本人の数' }]);
    expect(JSON.parse(text)).toMatchObject({ cells: [{ key: 'persons.count', label: '本人の数', cell: '' }] });
    expect(readMapping(text)).toBeNull();
  });

  it('comes back as it was saved', () => {
    const cells = [{ ...line, as: 'number' as const }];
    expect(readMapping(mappingFile(cells))).toEqual(cells);
  });
});
