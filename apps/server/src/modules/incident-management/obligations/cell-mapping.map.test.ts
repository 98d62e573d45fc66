import { describe, expect, it } from 'vitest';
import { cellsOf } from './cell-mapping.map.ts';
import type { Fact } from './obligation.model.ts';
import type { MappedCell } from './recipient-form.model.ts';
import { factFields } from './shipped.queries.ts';

type Given = Parameters<typeof cellsOf>[1];
const fact = (value: Fact['value'], state: Fact['state'] = 'confirmed'): Fact => ({ state, value, source: '', at: '' });
const item = (key: string, value: string, more: object = {}) => ({
  key,
  value,
  state: 'confirmed',
  isEdited: false,
  ...more,
});
const known = (items: readonly object[], facts: Given['facts'] = {}): Given =>
  ({ sections: [{ items }], facts, fields: factFields, language: 'ja' }) as unknown as Given;
const to = (key: string, as: MappedCell['as'] = 'text'): MappedCell => ({ sheet: '様式', cell: 'B3', key, as });
const contentOf = (cell: MappedCell, given: Given) => cellsOf([cell], given).cells[0]?.value;

describe('what goes into the cells of a form', () => {
  it('is nothing where nobody knows it, or where there is no such field', () => {
    const given = known([item('summary', '不明（調査中）', { state: 'unknown' })], {
      'eu.persons': fact(null, 'unknown'),
    });
    expect(cellsOf([to('summary'), to('eu.persons'), to('no.such')], given)).toEqual({
      cells: [],
      unknown: ['summary', 'eu.persons', 'no.such'],
    });
  });

  it('is what the filing says, by hand where somebody wrote', () => {
    expect(contentOf(to('persons.count'), known([item('persons.count', '1,204人')]))).toBe('1,204人');
    const written = known([item('persons.count', '約1,200人', { isEdited: true })], { 'persons.count': fact(1204) });
    expect(contentOf(to('persons.count'), written)).toBe('約1,200人');
  });

  it('is a figure where the form counts with it: of the record, or of what was written', () => {
    const given = known([item('persons.count', '1,204人')], { 'persons.count': fact(1204) });
    expect(contentOf(to('persons.count', 'number'), given)).toBe(1204);
    const written = known([item('persons.count', '１，２１０人', { isEdited: true })], { 'persons.count': fact(1204) });
    expect(contentOf(to('persons.count', 'number'), written)).toBe(1210);
    const words = known([item('persons.count', '調査中のため未定', { isEdited: true })]);
    expect(contentOf(to('persons.count', 'number'), words)).toBe('調査中のため未定');
  });

  it('is what is known of fields that this form of the filing does not have', () => {
    expect(contentOf(to('data.personal'), known([], { 'data.personal': fact(true) }))).toBe('はい');
    expect(contentOf(to('incident.severity'), known([], { 'incident.severity': fact('critical') }))).toBe('重大');
  });
});
