import { describe, expect, it } from 'vitest';
import { columnsOf, withField } from './columns.rules.ts';

const sheet = {
  rows: [['台帳'], ['No.', '件\n名', '', ''], ['1', 'a', '', 'x'], ['2', 'a', '', ''], ['3', 'b', '', '']],
  columnCount: 4,
};

describe('the columns of a sheet', () => {
  it('have their heading, examples without repetition, and are left out when empty', () => {
    expect(columnsOf(sheet, 2, ['number', 'title', 'ignore', 'ignore'])).toEqual([
      { index: 0, heading: 'No.', examples: ['1', '2', '3'], field: 'number', isTwice: false },
      { index: 1, heading: '件 名', examples: ['a', 'b'], field: 'title', isTwice: false },
      { index: 3, heading: '', examples: ['x'], field: 'ignore', isTwice: false },
    ]);
  });

  it('say when a field is given twice, except for what may be', () => {
    const marks = (fields: Parameters<typeof columnsOf>[2]) =>
      columnsOf(sheet, 2, fields).map(({ isTwice }) => isTwice);
    expect(marks(['title', 'title', 'ignore', 'keep'])).toEqual([true, true, false]);
    expect(marks(['keep', 'keep', 'ignore', 'ignore'])).toEqual([false, false, false]);
  });

  it('change one at a time', () => {
    expect(withField(['keep', 'keep'], 1, 'title')).toEqual(['keep', 'title']);
  });
});
