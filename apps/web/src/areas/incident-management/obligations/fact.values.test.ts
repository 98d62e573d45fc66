import { describe, expect, it } from 'vitest';
import { readTyped, typedOf } from './fact.values.ts';

const zone = 'Asia/Tokyo';
const typed = (text: string, codes: string[] = []) => ({ text, codes });

describe('what is typed into a field', () => {
  it.each([
    ['number', 'たくさん'],
    ['number', '-1'],
    ['moment', '2026-11-24'],
  ] as const)('is refused where it is no %s: %s', (type, text) => {
    expect(readTyped(typed(text), { type }, zone)).toBe('wrong');
  });

  it.each([
    ['number', '1,204人', 1204],
    ['number', '１２０４', 1204],
    ['yes-no', 'no', false],
    ['codes', 'DE、FR IT', ['DE', 'FR', 'IT']],
    ['moment', '2026-11-24T05:40', '2026-11-23T20:40:00.000Z'],
    ['line', '  ', null],
  ] as const)('is read as %s: %s', (type, text, value) => {
    expect(readTyped(typed(text), { type }, zone)).toEqual(value);
  });

  it('comes back as it was', () => {
    for (const [type, value] of [
      ['yes-no', true],
      ['number', 642],
      ['moment', '2026-11-23T20:40:00.000Z'],
      ['choices', ['leak', 'damage']],
    ] as const)
      expect(
        readTyped(typedOf(Array.isArray(value) ? [...value] : (value as never), { type }, zone), { type }, zone),
      ).toEqual(value);
  });
});
