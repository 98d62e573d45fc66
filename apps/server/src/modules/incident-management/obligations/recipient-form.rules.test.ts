import { isRefusal } from '@matoi/kernel';
import { describe, expect, it } from 'vitest';
import type { FormVersion, MappedCell } from './recipient-form.model.ts';
import {
  decideForm,
  formTargets,
  mostForms,
  newestForms,
  problemsOf,
  sampleCells,
  triedCells,
} from './recipient-form.rules.ts';
import { factFields, formViews, phrases, shippedRegimes } from './shipped.queries.ts';

const line = (cell: string, key = 'persons.count', more: Partial<MappedCell> = {}): MappedCell => ({
  ...{ sheet: '様式', cell, key, as: 'text' as const },
  ...more,
});
const seen = { sheets: ['様式'], kept: ['様式!C1'], outside: ['様式!Z9'] };
const known = new Set(['persons.count', 'anchor:known']);
const found = (cells: readonly MappedCell[]) =>
  problemsOf(cells, { seen, known }).map(({ problem, isRefused }) => [problem, isRefused]);

describe('a mapping', () => {
  it.each([
    ['a field that nobody knows', [line('A1', 'no.such')], [['unknown-field', true]]],
    [
      'a sheet that the form does not have',
      [line('A1', 'persons.count', { sheet: '別紙' })],
      [['unknown-sheet', true]],
    ],
    ['a cell that the form works out', [line('C1')], [['formula', true]]],
    ['a second field for one cell', [line('A1'), line('A1', 'anchor:known')], [['twice', true]]],
    ['a column beyond Excel', [line('XFE1')], [['beyond', true]]],
    ['a row beyond Excel', [line('A1048577')], [['beyond', true]]],
    ['a cell beyond the form, which may be meant', [line('Z9')], [['outside', false]]],
    ['nothing', [line('A1'), line('XFD1048576', 'anchor:known')], []],
  ])('is told %s', (_what, cells, problems) => {
    expect(found(cells)).toEqual(problems);
  });

  it('is tried with the names of its fields, and with figures where the form counts', () => {
    const cells = [line('A1'), line('A2', 'persons.count', { as: 'number' }), line('A3', 'anchor:known'), line('ZZZ1')];
    const words = { fields: factFields, phrases, language: 'ja' as const };
    expect(sampleCells(cells, words).map(({ value }) => value)).toEqual(['本人の数', 1_234, '知った時']);
    expect(triedCells(cells)).toHaveLength(3);
  });
});

describe('a form of a recipient', () => {
  const targets = formTargets(shippedRegimes, formViews);
  const version = (change: Partial<FormVersion>): FormVersion => ({
    ...{ id: 'f', regimeId: 'jp-appi', recipient: 'ppc', name: '様式第一', version: 1, fileName: 'a.xlsx' },
    ...{ sha256: 'a', cells: [line('A1')], reason: '', writtenAt: new Date(0) },
    writtenBy: { kind: 'user', id: 'u', name: '佐伯' } as unknown as FormVersion['writtenBy'],
    ...change,
  });
  const given = { regimeId: 'jp-appi', recipient: 'ppc', name: '様式第一', cells: [line('A1')], sha256: 'a', read: 0 };
  const decide = (
    change: object,
    versions: readonly FormVersion[] = [],
    problems: ReturnType<typeof problemsOf> = [],
  ) => {
    const decided = decideForm({ ...given, ...change }, { versions, targets, problems });
    return isRefusal(decided) ? decided.code : decided.version;
  };

  it('is refused for a recipient that no rule has, and with a mapping that does not fit', () => {
    expect(decide({ recipient: 'nobody' })).toBe('obligation-forms.write.target-unknown');
    const wrong = problemsOf([line('A1', 'no.such')], { seen, known });
    expect(decide({}, [], wrong)).toBe('obligation-forms.write.wrong-mapping');
    expect(decide({}, [], problemsOf([line('Z9')], { seen, known }))).toBe(1);
  });

  it('is refused over another version than the one that was read, unchanged, or as one too many', () => {
    expect(decide({}, [version({})])).toBe('obligation-forms.write.superseded');
    expect(decide({ read: 1 })).toBe('obligation-forms.write.superseded');
    expect(decide({ read: 1 }, [version({})])).toBe('obligation-forms.write.as-it-is');
    expect(decide({ read: 1, sha256: 'b' }, [version({})])).toBe(2);
    const many = Array.from({ length: mostForms }, (_, at) => version({ name: `様式${at}` }));
    expect(decide({}, many)).toBe('obligation-forms.write.too-many');
    expect(
      decide({}, [...many.slice(1), version({ name: '様式0' }), version({ name: '様式0', version: 2, sha256: null })]),
    ).toBe(1);
  });

  it('comes back after its line was ended, in the next version', () => {
    const ended = [version({}), version({ version: 2, sha256: null })];
    expect(newestForms(ended).map((one) => one.version)).toEqual([2]);
    expect(decide({ read: 2 }, ended)).toBe(3);
  });

  it('can be kept for every recipient that is shipped, each with the fields that it is told', () => {
    expect(targets.length).toBe(shippedRegimes.reduce((sum, { recipients }) => sum + recipients.length, 0));
    expect(targets.filter(({ keys }) => keys.length === 0)).toEqual([]);
    expect(targets.find(({ recipient }) => recipient === 'ppc')?.keys).toContain('persons.count');
  });
});
