import { isRefusal } from '@matoi/kernel';
import { describe, expect, it } from 'vitest';
import { carriedFacts } from './carry.commands.ts';
import { conflictsBetween } from './draft.rules.ts';
import type { Regime } from './obligation.model.ts';
import type { FactEntry } from './record.model.ts';
import { factFields, regimeTemplates, shippedRegimes } from './shipped.queries.ts';
import type { Telling } from './telling.model.ts';
import { decideTakeBack, decideTell, filingsOfTellings } from './telling.rules.ts';

const by = { kind: 'user', id: 'u', name: '佐伯' } as const;
const now = new Date('2026-11-23T21:30:00.000Z');
const rule = regimeTemplates.find(({ id }) => id === 'template-severity-ciso') as Regime;
const input = {
  regimeId: rule.id,
  stage: 'first',
  recipient: 'ciso',
  toldAt: new Date('2026-11-23T21:00:00.000Z'),
  told: [{ key: 'persons.count', state: 'estimated', value: 1200 }],
} as const;
const known = { regime: rule, recipients: ['ciso'], fields: factFields, now };
const codeOf = (change: object, other: object = {}) => {
  const decided = decideTell({ ...input, ...change }, { ...known, ...other });
  return isRefusal(decided) ? decided.code : null;
};

const telling = (change: Partial<Telling> = {}): Telling => ({
  ...{ id: 't1', regimeId: rule.id, regimeVersion: 1, stage: 'first', recipient: 'ciso', channel: '電話' },
  toldAt: input.toldAt,
  toldTo: '',
  note: '',
  told: { 'persons.count': { state: 'confirmed', value: 642, source: '', at: '2026-11-23T21:00:00.000Z' } },
  recordedAt: now,
  recordedBy: by,
  takenBack: null,
  ...change,
});

describe('telling by the communication plan', () => {
  it.each([
    [{}, { regime: null }, 'obligations.rule.regime-unknown'],
    [{ stage: 'no-such' }, {}, 'filings.start.stage-unknown'],
    [{ recipient: 'nobody' }, {}, 'filings.start.recipient-unknown'],
    [{ toldAt: new Date(now.getTime() + 1) }, {}, 'filings.file.in-the-future'],
    [{ told: [{ key: 'no.such', state: 'confirmed', value: 1 }] }, {}, 'obligations.record-facts.unknown-field'],
    [
      { told: [{ key: 'persons.count', state: 'confirmed', value: 'many' }] },
      {},
      'obligations.record-facts.wrong-value',
    ],
  ])('refuses %j with %j: %s', (change, other, code) => {
    expect(codeOf(change, other)).toBe(code);
  });

  it('is not the way of law, guideline and contract, which want a paper that somebody else approved', () => {
    for (const regime of shippedRegimes) expect(codeOf({}, { regime })).toBe('obligations.tell.needs-filing');
    const contract = regimeTemplates.find(({ kind }) => kind === 'contract');
    expect(codeOf({}, { regime: contract })).toBe('obligations.tell.needs-filing');
  });

  it('keeps the numbers that were said with the moment at which they were', () => {
    expect(decideTell(input, known)).toMatchObject({
      told: { 'persons.count': { state: 'estimated', value: 1200, at: '2026-11-23T21:00:00.000Z' } },
    });
  });

  it('is taken back once', () => {
    expect(decideTakeBack(telling())).toBeNull();
    const again = telling({ takenBack: { at: now, by, reason: '別人だった' } });
    expect(decideTakeBack(again)).toMatchObject({ code: 'obligations.take-back.taken-back' });
  });

  it('counts for clocks and for who was told what, and no more once it is taken back', () => {
    const police = telling({ id: 't2', recipient: 'police', told: { ...telling().told } });
    const later = telling({
      told: { 'persons.count': { state: 'confirmed', value: 655, source: '', at: '2026-11-23T21:10:00.000Z' } },
    });
    expect(conflictsBetween(filingsOfTellings([police, later]))).toMatchObject([{ key: 'persons.count' }]);
    const back = { ...later, takenBack: { at: now, by, reason: 'x' } };
    expect(filingsOfTellings([police, back]).map(({ id }) => id)).toEqual(['t2']);
  });
});

describe('what triage asked of a report', () => {
  const entry = (code: string, state: FactEntry['state'], value: FactEntry['value'], id = code): FactEntry => ({
    ...{ id, code, state, value, source: '', note: '' },
    recordedAt: now,
    recordedBy: by,
  });

  it('goes over to the incident by its newest word, never over what the incident says itself, and not what nobody knew', () => {
    const from = [
      entry('persons.count', 'confirmed', 1204, 'newer'),
      entry('persons.count', 'estimated', 312, 'older'),
      entry('data.personal', 'unknown', null),
      entry('act.malicious', 'confirmed', false),
    ];
    const carried = carriedFacts(from, [entry('act.malicious', 'confirmed', true)]);
    expect(carried.map(({ id }) => id)).toEqual(['newer']);
  });
});
