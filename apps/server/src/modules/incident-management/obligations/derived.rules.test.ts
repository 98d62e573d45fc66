import { describe, expect, it } from 'vitest';
import { derivedFacts } from './derived.rules.ts';

type Given = Parameters<typeof derivedFacts>[1];
const day = new Date('2026-11-24T00:00:00.000Z');
const later = new Date('2026-11-25T00:00:00.000Z');
const empty = {
  numbers: [],
  items: [],
  persons: { known: null, maximum: null, hasUnknown: false },
} as unknown as Given;
const number = (change: object) => ({
  unit: 'persons',
  category: 'customers',
  known: 642,
  maximum: 642,
  recordedAt: day,
  ...change,
});
const item = (change: object) => ({ kind: 'system', state: 'confirmed', changedAt: day, ...change });
const scope = (change: object) => ({ ...empty, ...change }) as Given;

describe('what other parts of the record know', () => {
  it('is nothing where they know nothing', () => {
    expect(derivedFacts(null, empty)).toEqual({});
    expect(derivedFacts({ severity: null, classCode: null, isOpen: true, changedAt: day }, empty)).toEqual({});
  });

  it('is severity and class as they were decided', () => {
    const facts = derivedFacts(
      { severity: 'critical', classCode: 'own:ransomware', isOpen: true, changedAt: day },
      empty,
    );
    expect(facts['incident.severity']).toMatchObject({ state: 'confirmed', value: 'critical' });
    expect(facts['incident.class']).toMatchObject({ value: 'own:ransomware', at: day.toISOString() });
  });

  it('is the most persons that it can be, as an estimate, until the count is certain', () => {
    const persons = (known: number | null, maximum: number | null, hasUnknown = false) =>
      derivedFacts(null, scope({ numbers: [number({})], persons: { known, maximum, hasUnknown } }))['persons.count'];
    expect(persons(642, 642)).toMatchObject({ state: 'confirmed', value: 642 });
    expect(persons(642, 1204)).toMatchObject({ state: 'estimated', value: 1204 });
    expect(persons(642, 642, true)).toMatchObject({ state: 'estimated', value: 642 });
    expect(persons(642, null)).toMatchObject({ state: 'estimated', value: 642 });
    expect(persons(null, null)).toBeUndefined();
  });

  it('counts persons in the EU apart, and no accounts as persons', () => {
    const numbers = [number({}), number({ category: 'eu', known: 41, maximum: 41, recordedAt: later })];
    const facts = derivedFacts(null, scope({ numbers, persons: { known: 642, maximum: 642, hasUnknown: false } }));
    expect(facts['eu.persons']).toMatchObject({ state: 'confirmed', value: 41 });
    expect(facts['persons.count']?.at).toBe(later.toISOString());
    const accounts = scope({
      numbers: [number({ unit: 'accounts' })],
      persons: { known: 642, maximum: 642, hasUnknown: false },
    });
    expect(derivedFacts(null, accounts)['persons.count']).toBeUndefined();
  });

  it('is the systems that were not cleared, an estimate while one is suspected', () => {
    const systems = (items: readonly object[]) => derivedFacts(null, scope({ items }))['systems.count'];
    expect(systems([item({}), item({ state: 'cleared' }), item({ kind: 'account' })])).toMatchObject({
      state: 'confirmed',
      value: 1,
    });
    expect(systems([item({}), item({ state: 'suspected' })])).toMatchObject({ state: 'estimated', value: 2 });
    expect(systems([item({ state: 'cleared' })])).toBeUndefined();
  });
});
