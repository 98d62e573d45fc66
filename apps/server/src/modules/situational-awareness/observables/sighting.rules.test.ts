import { refusal } from '@matoi/kernel';
import { describe, expect, it } from 'vitest';
import { decideSighting, isTold } from './sighting.rules.ts';

const now = new Date('2026-05-01T00:00:00Z');
const at = (ms: number) => new Date(now.getTime() + ms);
const value = { type: 'ipv4', value: '203.0.113.5', written: '203.0.113.5' } as const;
const given = { value, hasPlace: true, refused: null };

describe('a sighting', () => {
  it.each([
    ['of no value', { ...given, value: null }, now, 'sightings.add.value-invalid'],
    ['of tomorrow', given, at(86_400_000), 'sightings.add.in-the-future'],
    ['of a value on no record', { ...given, hasPlace: false }, now, 'sightings.add.value-unknown'],
    [
      'on a closed incident',
      { ...given, refused: refusal('incidents.annotate.closed') },
      now,
      'incidents.annotate.closed',
    ],
  ])('%s is refused', (_name, one, seenAt, code) => {
    expect(decideSighting(one, seenAt, now)).toMatchObject({ code });
  });

  it('of a clock that is a little ahead is taken', () => {
    expect(decideSighting(given, at(4 * 60_000), now)).toEqual(value);
  });

  it.each([
    [null, true],
    [at(-1_000), false],
    [at(-86_399_000), false],
    [at(-86_400_000), true],
  ])('whose source was told of at %s is told in the journal: %s', (last, isNews) => {
    expect(isTold(last, now)).toBe(isNews);
  });
});
