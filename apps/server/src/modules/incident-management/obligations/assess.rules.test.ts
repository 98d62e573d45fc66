import { describe, expect, it } from 'vitest';
import { assess, nextLegalDue } from './assess.rules.ts';
import type {
  AnchorCandidate,
  AnchorKind,
  AssessInput,
  Assessment,
  Fact,
  Facts,
  FactValue,
  Filing,
  Regime,
  StageAssessment,
} from './obligation.model.ts';
import { plainText } from './sentence.rules.ts';
import { calendars, phrases, regimeTemplates, shippedRegimes } from './shipped.queries.ts';

const at = (local: string) => new Date(`${local}:00+09:00`).toISOString();
const fact = (value: FactValue, state: Fact['state'] = 'confirmed', when = '2026-11-24T06:00'): Fact => ({
  state,
  value,
  source: '当直',
  at: at(when),
});
const known = (local: string, more: Partial<AnchorCandidate> = {}): AnchorCandidate => ({
  id: `known ${local}`,
  kind: 'known',
  regimeId: null,
  at: at(local),
  precision: 'minute',
  zone: 'Asia/Tokyo',
  source: '工場当直',
  evidence: null,
  assertion: { by: '佐伯', at: at('2026-11-24T08:00'), reason: '' },
  ...more,
});
const anchor = (kind: AnchorKind, local: string) => known(local, { id: `${kind} ${local}`, kind });
const filing = (
  regimeId: string,
  stage: string,
  recipient: string,
  local: string,
  more: Partial<Filing> = {},
): Filing => ({
  id: `${regimeId} ${stage} ${recipient} ${local}`,
  regimeId,
  stage,
  recipient,
  kind: 'report',
  filedAt: at(local),
  told: {},
  ...more,
});
const regimeOf = (id: string): Regime => {
  const found = [...shippedRegimes, ...regimeTemplates].find((one) => one.id === id);
  if (found === undefined) throw new Error(`no regime ${id}`);
  return found;
};
const input = (given: Partial<AssessInput> & { readonly now: string }): AssessInput => ({
  regimes: [regimeOf('jp-appi')],
  calendars,
  scope: {},
  facts: {},
  anchors: [],
  filings: [],
  rulings: [],
  phrases,
  ...given,
});
const one = (given: Partial<AssessInput> & { readonly now: string }): Assessment => {
  const [found] = assess(input(given));
  if (found === undefined) throw new Error('no assessment');
  return found;
};
const stageOf = ({ stages }: Assessment, code: string): StageAssessment => {
  const found = stages.find(({ stage }) => stage === code);
  if (found === undefined) throw new Error(`no stage ${code}`);
  return found;
};
const dueOn = (stage: StageAssessment) =>
  stage.clock?.due?.kind === 'day' ? stage.clock.due.on : stage.clock?.due?.at;
const ja = (stage: StageAssessment) => plainText(stage.clock?.explanation.ja ?? []);
const en = (stage: StageAssessment) => plainText(stage.clock?.explanation.en ?? []);

const ransomware: Facts = {
  'data.personal': fact(true),
  'act.malicious': fact(true),
  'ransom.is': fact(true),
  'data.restorable': fact(true),
  'event.leak': fact('not-excluded', 'estimated'),
  'eu.persons': fact(41),
  'eu.countries': fact(['DE', 'FR', 'NL']),
};
const list: Facts = {
  'data.personal': fact(true),
  'event.leak': fact('confirmed'),
  'act.malicious': fact(false),
  'data.special-care': fact(false),
  'data.financial': fact(false),
  'persons.count': fact(312),
};

describe('what is not known', () => {
  it('never makes a regime not applicable: nothing is known', () => {
    const { verdict, stages } = one({ now: at('2026-11-24T08:00') });
    expect(verdict.applicability).toBe('needs-fact');
    expect(verdict.missing).toContain('data.personal');
    expect(stages.map(({ state }) => state)).toEqual(['needs-fact', 'needs-fact', 'needs-fact', 'needs-fact']);
  });

  it('is asked for when only an estimate speaks against it', () => {
    const facts = { ...list, 'persons.count': fact(312, 'estimated') };
    expect(one({ now: at('2026-11-27T20:00'), facts }).verdict).toMatchObject({
      applicability: 'needs-fact',
      missing: ['persons.count'],
    });
  });

  it('excludes nothing by an estimated safeguard, and does by a confirmed one', () => {
    const leak = { ...ransomware, 'data.protected': fact(true), 'data.key-safe': fact(true, 'estimated') };
    expect(one({ now: at('2026-11-24T08:00'), facts: leak }).verdict.applicability).toBe('applicable');
    const safe = { ...leak, 'data.key-safe': fact(true) };
    expect(one({ now: at('2026-11-24T08:00'), facts: safe }).verdict.applicability).toBe('not-applicable');
  });

  it('in scope is undeclared, not out of scope', () => {
    const acd = [regimeOf('jp-acd')];
    const facts = { 'acd.event': fact(true) };
    const undeclared = one({ now: at('2026-11-24T08:00'), regimes: acd, facts });
    expect(undeclared.verdict).toMatchObject({ applicability: 'scope-undeclared', missing: ['jp.acd'] });
    expect(undeclared.stages.map(({ state }) => state)).toEqual(['scope-undeclared', 'scope-undeclared']);
    const declared = one({ now: at('2026-11-24T08:00'), regimes: acd, facts, scope: { 'jp.acd': false } });
    expect(declared.verdict.applicability).toBe('not-applicable');
  });

  it('of the anchor is an alarm with a proposal, never "no deadline"', () => {
    const unasserted = [
      known('2026-11-24T09:10', { id: 'csirt', assertion: null }),
      known('2026-11-24T05:40', { id: 'plant', assertion: null }),
    ];
    const stage = stageOf(one({ now: at('2026-11-24T10:00'), facts: ransomware, anchors: unasserted }), 'final');
    expect(stage.state).toBe('anchor-missing');
    expect(stage.clock).toBeNull();
    expect(stage.anchor).toMatchObject({ candidateId: null, proposedId: 'plant', candidates: ['plant', 'csirt'] });
    expect(stage.provisional?.due).toMatchObject({ on: '2027-01-22' });
  });

  it('of the calendar is said, with the safe day', () => {
    const anchors = [known('2030-12-20T09:00')];
    const stage = stageOf(one({ now: at('2030-12-21T09:00'), facts: ransomware, anchors }), 'final');
    expect(stage.state).toBe('calendar-missing');
    expect(stage.clock).toMatchObject({ due: null, safeOn: '2031-02-17', missingCalendar: { year: 2031 } });
  });

  it('of the trigger that lengthens a period leaves the shorter one, and names the fact', () => {
    const { 'act.malicious': _unknown, ...rest }: Facts = { ...list, 'persons.count': fact(1_204) };
    const stage = stageOf(
      one({ now: at('2026-11-27T20:00'), facts: rest, anchors: [known('2026-11-27T18:42')] }),
      'final',
    );
    expect(dueOn(stage)).toBe('2026-12-28');
    expect(stage.missing).toEqual(['act.malicious']);
  });
});

describe('a rule that must not run', () => {
  it('because it is switched off, was not in force, or applies to others', () => {
    const facts = { 'us.covered-incident': fact(true) };
    const off = one({
      now: at('2026-11-24T08:00'),
      regimes: [regimeOf('us-circia')],
      facts,
      scope: { 'us.circia': true },
    });
    expect(off.verdict.applicability).toBe('switched-off');
    const early = one({ now: at('2024-01-10T08:00'), facts: ransomware, anchors: [known('2024-01-10T05:00')] });
    expect(early.verdict.applicability).toBe('not-in-force');
    expect(early.stages.every(({ clock }) => clock === null)).toBe(true);
    const body = one({ now: at('2026-11-24T08:00'), facts: ransomware, scope: { 'jp.public-body': true } });
    expect(body.verdict.applicability).toBe('not-applicable');
  });

  it('takes the version that was in force at the anchor, not at the moment of looking', () => {
    const first = { ...regimeOf('jp-appi'), effectiveTo: '2026-11-30' };
    const [final] = first.stages.filter(({ code }) => code === 'final');
    if (final === undefined) throw new Error('no final');
    const shorter = { strategy: 'jp-days-inclusive', days: 20, calendar: 'jp-government' } as const;
    const second: Regime = {
      ...first,
      version: 2,
      effectiveFrom: '2026-12-01',
      effectiveTo: null,
      stages: [{ ...final, counting: shorter, variants: [] }],
    };
    const on = (local: string) =>
      one({ now: at('2026-12-10T08:00'), regimes: [second, first], facts: ransomware, anchors: [known(local)] })
        .version;
    expect(on('2026-11-30T23:59')).toBe(1);
    expect(on('2026-12-01T00:00')).toBe(2);
  });
});

describe('vector #6: the number of persons', () => {
  it.each([
    [1_000, 'not-applicable'],
    [1_001, 'applicable'],
  ])('%i persons: %s', (count, applicability) => {
    const facts = { ...list, 'persons.count': fact(count) };
    expect(one({ now: at('2026-11-27T20:00'), facts }).verdict.applicability).toBe(applicability);
  });

  it.each([
    [100, 'not-applicable'],
    [101, 'applicable'],
  ])('public bodies, %i persons: %s', (count, applicability) => {
    const facts = { ...list, 'persons.count': fact(count) };
    const given = { facts, regimes: [regimeOf('jp-appi-public')], scope: { 'jp.public-body': true } };
    expect(one({ now: at('2026-11-27T20:00'), ...given }).verdict.applicability).toBe(applicability);
  });
});

describe('vector #5: the days of 速報', () => {
  it.each([
    ['2026-11-24T23:00', 1, 'running'],
    ['2026-11-25T23:59', 2, 'running'],
    ['2026-11-26T00:00', 3, 'due-soon'],
    ['2026-11-28T23:59', 5, 'due-soon'],
    ['2026-11-29T00:00', 6, 'past-guideline'],
  ])('at %s it is day %i: %s', (now, day, state) => {
    const stage = stageOf(
      one({ now: at(now), facts: ransomware, anchors: [known('2026-11-24T05:40')] }),
      'preliminary',
    );
    expect(stage).toMatchObject({ dayNumber: day, state, force: 'guideline' });
  });

  it('is past the guideline, never overdue; the 確報 is overdue', () => {
    const late = one({ now: at('2027-03-01T08:00'), facts: ransomware, anchors: [known('2026-11-24T05:40')] });
    expect(stageOf(late, 'preliminary').state).toBe('past-guideline');
    expect(stageOf(late, 'final').state).toBe('overdue');
  });
});

describe('scenario A: a wrong recipient, 312 that become 1,204', () => {
  it('does not apply with 312 persons, and says by which conditions', () => {
    const { verdict } = one({ now: at('2026-11-27T20:00'), facts: list });
    expect(verdict.triggers.map(({ code, holds }) => [code, holds])).toEqual([
      ['1', 'no'],
      ['2', 'no'],
      ['3', 'no'],
      ['4', 'no'],
    ]);
    expect(verdict.triggers[3]?.uses).toContainEqual({
      from: 'fact',
      key: 'persons.count',
      state: 'confirmed',
      value: 312,
    });
  });

  it('ends on 2026-12-28 by the earlier anchor, on 2027-01-04 by the one a person picked for this regime', () => {
    const facts = { ...list, 'persons.count': fact(1_204) };
    const first = known('2026-11-27T18:42');
    expect(dueOn(stageOf(one({ now: at('2026-12-02T12:00'), facts, anchors: [first] }), 'final'))).toBe('2026-12-28');
    const picked = known('2026-12-02T10:00', { regimeId: 'jp-appi' });
    const both = stageOf(one({ now: at('2026-12-02T12:00'), facts, anchors: [first, picked] }), 'final');
    expect(dueOn(both)).toBe('2027-01-04');
    expect(both.anchor.candidates).toEqual([first.id, picked.id]);
  });
});

describe('scenario C: ransomware with backups, theft not excluded', () => {
  const given = {
    now: at('2026-11-24T08:12'),
    facts: ransomware,
    anchors: [known('2026-11-24T05:40')],
    scope: { 'eu.gdpr': true, 'eu.establishment': false },
  };

  it('APPI 3号 applies, 60 days end on 2027-01-22', () => {
    const found = one(given);
    expect(found.verdict.triggers.find(({ code }) => code === '3')).toMatchObject({ holds: 'yes' });
    expect(dueOn(stageOf(found, 'final'))).toBe('2027-01-22');
    expect(stageOf(found, 'final').clock?.basis).toMatchObject({ variantOf: '3', strategy: 'jp-days-inclusive' });
  });

  it('encryption is no damage where the data come back: with theft excluded nothing is left to report', () => {
    const facts = {
      ...ransomware,
      'event.leak': fact('excluded'),
      'event.loss': fact(false),
      'event.damage': fact(false),
    };
    expect(one({ ...given, facts }).verdict.applicability).toBe('not-applicable');
    const lost = { ...facts, 'data.restorable': fact(false) };
    expect(one({ ...given, facts: lost }).verdict.applicability).toBe('applicable');
    const unsure = { ...facts, 'data.restorable': fact(true, 'estimated') };
    const { verdict } = one({ ...given, facts: unsure });
    expect(verdict.applicability).toBe('applicable');
    expect(plainText(verdict.reason.ja)).toContain('否定できていない');
  });

  it('explains 速報 in a sentence', () => {
    const stage = stageOf(one(given), 'preliminary');
    expect(ja(stage)).toBe(
      '2026年11月24日(火)に知ったので、この日を1日目と数えます。目安は3～5日目の11月26日(木)～11月28日(土)です。11月28日(土)は閉庁日ですが、目安は延びません。11月27日(金)までの提出をおすすめします。',
    );
    expect(en(stage)).toBe(
      'It was known on Tue 24 Nov 2026, so that day is counted as day 1. The guideline is days 3 to 5, Thu 26 Nov to Sat 28 Nov. The offices are closed on Sat 28 Nov; the guideline does not move. Filing by Fri 27 Nov is recommended.',
    );
  });

  it('GDPR 72 h end on 11-27 05:40, for each Member State without an establishment', () => {
    const found = one({ ...given, regimes: [regimeOf('eu-gdpr')] });
    const stage = stageOf(found, 'authority');
    expect(dueOn(stage)).toBe(at('2026-11-27T05:40'));
    expect(stage.recipients.map(({ code }) => code)).toEqual(['sa:DE', 'sa:FR', 'sa:NL']);
    expect(ja(stage)).toBe(
      '2026年11月24日(火) 05:40に知ったので、そこから72時間、土日・祝日も含めて数え、11月27日(金) 05:40（日本時間）までです。',
    );
    expect(stageOf(found, 'subjects')).toMatchObject({ state: 'needs-fact', missing: ['risk.high'] });
  });

  it('GDPR is filed when every Member State has it', () => {
    const regimes = [regimeOf('eu-gdpr')];
    const told = (...states: string[]) =>
      states.map((state) => filing('eu-gdpr', 'authority', `sa:${state}`, '2026-11-26T10:00'));
    expect(stageOf(one({ ...given, regimes, filings: told('DE', 'FR') }), 'authority').state).toBe('running');
    expect(stageOf(one({ ...given, regimes, filings: told('DE', 'FR', 'NL') }), 'authority').state).toBe('filed');
  });

  it('a contract of 24 h ends on 11-25 05:40', () => {
    const regimes = [{ ...regimeOf('template-customer-contract'), id: 'own-customer' }];
    expect(dueOn(stageOf(one({ ...given, regimes }), 'notice'))).toBe(at('2026-11-25T05:40'));
  });
});

describe('scenarios D and G', () => {
  it('D: any department knew on 10-30; on arrival 速報 is past the guideline on day 6, 確報 ends on 2026-12-28', () => {
    const facts = { ...list, 'act.malicious': fact(true), 'persons.count': fact(8_400) };
    const anchors = [
      known('2026-10-30T17:50', { source: '購買部' }),
      known('2026-11-04T09:00', { source: 'CSIRT', assertion: null }),
      anchor('told-by-processor', '2026-10-27T12:00'),
    ];
    const found = one({ now: at('2026-11-04T09:30'), facts, anchors });
    expect(stageOf(found, 'preliminary')).toMatchObject({ state: 'past-guideline', dayNumber: 6 });
    expect(dueOn(stageOf(found, 'final'))).toBe('2026-12-28');
  });

  it('G: 642 persons and yet reportable, 確報 ends on 2027-01-19; the first report within 60 minutes is a rule of the company', () => {
    const facts = {
      'data.personal': fact(true),
      'event.leak': fact('confirmed'),
      'act.malicious': fact(true),
      'data.financial': fact(true),
      'persons.count': fact(642),
      'incident.severity': fact('high'),
    };
    const anchors = [known('2026-11-21T23:30')];
    const found = one({ now: at('2026-11-22T01:00'), facts, anchors });
    expect(found.verdict.triggers.filter(({ holds }) => holds === 'yes').map(({ code }) => code)).toEqual(['2', '3']);
    expect(dueOn(stageOf(found, 'final'))).toBe('2027-01-19');
    const regimes = [{ ...regimeOf('template-management-first'), id: 'own-first' }];
    const own = stageOf(one({ now: at('2026-11-22T01:00'), facts, anchors, regimes }), 'first');
    expect(own).toMatchObject({ state: 'past-target', force: 'company-rule' });
    expect(dueOn(own)).toBe(at('2026-11-22T00:30'));
  });

  it('known on 2026-11-30, 30 days: ends on 2027-01-04 and says why', () => {
    const facts = { ...list, 'persons.count': fact(1_204) };
    const stage = stageOf(one({ now: at('2026-12-01T09:00'), facts, anchors: [known('2026-11-30T10:00')] }), 'final');
    expect(dueOn(stage)).toBe('2027-01-04');
    expect(ja(stage)).toBe(
      '2026年11月30日(月)に知ったので、この日を1日目と数えます。30日目の12月29日(火)は閉庁日（年末年始）のため、次の開庁日の2027年1月4日(月)までです。',
    );
    expect(en(stage)).toBe(
      'It was known on Mon 30 Nov 2026, so that day is counted as day 1. Day 30 is Tue 29 Dec, when the offices are closed (year end and New Year), so it ends on the next open day, Mon 4 Jan 2027.',
    );
    expect(stage.clock?.explanation.ja.filter(({ isStrong }) => isStrong).map(({ text }) => text)).toEqual([
      '2026年11月30日(月)',
      '1日目',
      '2027年1月4日(月)',
    ]);
  });
});

describe('filings', () => {
  const given = { facts: ransomware, anchors: [known('2026-11-24T05:40')] };
  const state = (code: string, filings: readonly Filing[], now = '2027-02-01T09:00') =>
    stageOf(one({ ...given, now: at(now), filings }), code).state;

  it('in time, late by law, after a guideline', () => {
    expect(state('final', [filing('jp-appi', 'final', 'ppc', '2027-01-22T23:59')])).toBe('filed');
    expect(state('final', [filing('jp-appi', 'final', 'ppc', '2027-01-23T00:00')])).toBe('filed-late');
    expect(state('preliminary', [filing('jp-appi', 'preliminary', 'ppc', '2026-11-29T00:00')])).toBe(
      'filed-after-guideline',
    );
  });

  it('a 確報 within the time of the 速報 counts for both; a 速報 never for the 確報', () => {
    const final = [filing('jp-appi', 'final', 'ppc', '2026-11-27T10:00')];
    expect([state('preliminary', final), state('final', final)]).toEqual(['filed', 'filed']);
    expect(state('final', [filing('jp-appi', 'preliminary', 'ppc', '2026-11-27T10:00')], '2026-12-01T09:00')).toBe(
      'running',
    );
  });

  it('a withdrawal takes the report back', () => {
    const filings = [
      filing('jp-appi', 'preliminary', 'ppc', '2026-11-27T10:00'),
      filing('jp-appi', 'preliminary', 'ppc', '2026-11-30T10:00', { kind: 'withdrawal' }),
    ];
    expect(state('preliminary', filings)).toBe('withdrawn');
  });

  it('of one regime say nothing about another', () => {
    expect(state('final', [filing('jp-my-number', 'final', 'ppc', '2026-11-27T10:00')], '2026-12-01T09:00')).toBe(
      'running',
    );
  });
});

describe('stages that hang on an earlier filing', () => {
  const scope = {
    'eu.nis2': true,
    'eu.nis2-trust': false,
    'eu.member-state': 'de',
    'eu.dora': true,
    'eu.dora-no-relief': true,
  };
  const nis2 = {
    regimes: [regimeOf('eu-nis2')],
    scope,
    facts: { 'nis2.significant': fact(true) },
    anchors: [known('2026-11-24T05:40')],
  };

  it('NIS2: 24 h, 72 h, then one month after the notification, not after awareness', () => {
    const before = one({ ...nis2, now: at('2026-11-24T09:00') });
    expect(dueOn(stageOf(before, 'early-warning'))).toBe(at('2026-11-25T05:40'));
    expect(dueOn(stageOf(before, 'notification'))).toBe(at('2026-11-27T05:40'));
    expect(stageOf(before, 'final').state).toBe('not-started');
    const filings = [filing('eu-nis2', 'notification', 'csirt', '2026-11-26T20:00')];
    const after = one({ ...nis2, now: at('2026-11-27T09:00'), filings });
    // 2026-12-26 is a Saturday and St Stephen's Day in Germany.
    expect(dueOn(stageOf(after, 'final'))).toBe('2026-12-28');
    expect(stageOf(after, 'early-warning').state).toBe('filed-late');
  });

  it('NIS2: a trust service has 24 h for the notification', () => {
    const trust = one({ ...nis2, now: at('2026-11-24T09:00'), scope: { ...scope, 'eu.nis2-trust': true } });
    expect(dueOn(stageOf(trust, 'notification'))).toBe(at('2026-11-25T05:40'));
  });

  it('NIS2: without a declared Member State the calendar is missing, and the safe day is named', () => {
    const filings = [filing('eu-nis2', 'notification', 'csirt', '2026-11-26T20:00')];
    const { 'eu.member-state': _none, ...undeclared } = scope;
    const stage = stageOf(one({ ...nis2, now: at('2026-11-27T09:00'), filings, scope: undeclared }), 'final');
    expect(stage.state).toBe('calendar-missing');
    expect(stage.clock).toMatchObject({
      due: null,
      safeOn: '2026-12-26',
      missingCalendar: { scopeKey: 'eu.member-state' },
    });
  });

  it('DORA: vectors #11 and #12, then 72 h from the initial one and a month from the latest intermediate one', () => {
    const facts = { 'services.critical': fact(true), 'dora.malicious-access': fact(true) };
    const dora = { regimes: [regimeOf('eu-dora')], scope, facts };
    const initial = (classified: string) =>
      dueOn(
        stageOf(
          one({
            ...dora,
            now: at('2026-11-24T13:00'),
            anchors: [known('2026-11-24T10:00'), anchor('classified', classified)],
          }),
          'initial',
        ),
      );
    expect(initial('2026-11-24T12:00')).toBe(at('2026-11-24T16:00'));
    expect(initial('2026-11-25T16:00')).toBe(at('2026-11-25T20:00'));
    const anchors = [known('2026-11-24T10:00'), anchor('classified', '2026-11-24T12:00')];
    const filings = [
      filing('eu-dora', 'initial', 'authority', '2026-11-24T15:00'),
      filing('eu-dora', 'intermediate', 'authority', '2026-11-27T10:00'),
      filing('eu-dora', 'intermediate', 'authority', '2026-12-01T10:00'),
    ];
    const found = one({ ...dora, now: at('2026-12-02T09:00'), anchors, filings });
    expect(dueOn(stageOf(found, 'intermediate'))).toBe(at('2026-11-27T15:00'));
    expect(stageOf(found, 'final').anchor.at).toBe(at('2026-12-01T10:00'));
    // One month later is New Year's Day, a Friday: noon of Monday in Berlin.
    expect(dueOn(stageOf(found, 'final'))).toBe('2027-01-04T11:00:00.000Z');
  });

  it.each([
    ['granted to those who declared that nothing speaks against it', false, '2026-11-30T11:00:00.000Z'],
    ['refused to credit institutions and the like', true, '2026-11-28T13:00:00.000Z'],
    ['not granted to those who have not declared it', undefined, '2026-11-28T13:00:00.000Z'],
  ])('DORA relief on a Saturday is %s', (_name, excluded, due) => {
    const facts = { 'services.critical': fact(true), 'dora.malicious-access': fact(true) };
    const anchors = [anchor('known', '2026-11-28T17:00'), anchor('classified', '2026-11-28T18:00')];
    const given = { regimes: [regimeOf('eu-dora')], facts, anchors, now: at('2026-11-28T19:00') };
    const found = one({ ...given, scope: { ...scope, 'eu.dora-no-relief': excluded } });
    expect(dueOn(stageOf(found, 'initial'))).toBe(due);
  });

  it('DORA: without a calendar the hours stand as they are, and it is said', () => {
    const facts = { 'services.critical': fact(true), 'dora.malicious-access': fact(true) };
    const anchors = [anchor('known', '2026-11-28T17:00'), anchor('classified', '2026-11-28T18:00')];
    const given = { regimes: [regimeOf('eu-dora')], facts, anchors, now: at('2026-11-28T19:00') };
    const unknown = { 'eu.dora': true, 'eu.dora-no-relief': false };
    const stage = stageOf(one({ ...given, scope: unknown }), 'initial');
    expect(dueOn(stage)).toBe(at('2026-11-28T22:00'));
    expect(ja(stage)).toBe(
      '2026年11月28日(土) 18:00に重大と分類したので、分類から4時間、11月28日(土) 22:00（日本時間）までです。休業日の暦が分からないため、休業日による延長は見込んでいません。',
    );
    expect(en(stage)).toBe(
      'It was classified as major on Sat 28 Nov 2026 18:00, so 4 hours run from the classification, until Sat 28 Nov 22:00 (JST). No extension for closed days is counted on, because no calendar of them is on file.',
    );
  });

  it('DORA: without awareness asserted there is no deadline but an alarm, with the four hours beside it', () => {
    const facts = { 'services.critical': fact(true), 'dora.malicious-access': fact(true) };
    const anchors = [anchor('classified', '2026-11-24T12:00')];
    const stage = stageOf(
      one({ regimes: [regimeOf('eu-dora')], scope, facts, anchors, now: at('2026-11-24T13:00') }),
      'initial',
    );
    expect(stage.state).toBe('anchor-missing');
    expect(stage.provisional?.due?.at).toBe(at('2026-11-24T16:00'));
  });

  it.each([
    [['dora.reputation'], 'needs-fact'],
    [['dora.reputation', 'dora.spread'], 'applicable'],
    [['dora.clients-over', 'dora.counterparts-over'], 'needs-fact'],
    [['dora.clients-over', 'dora.costs'], 'applicable'],
    [['dora.malicious-access'], 'applicable'],
  ])('DORA classification: %j is %s', (keys, applicability) => {
    const facts = { 'services.critical': fact(true), ...Object.fromEntries(keys.map((key) => [key, fact(true)])) };
    expect(
      one({ regimes: [regimeOf('eu-dora')], scope, facts, now: at('2026-11-24T13:00') }).verdict.applicability,
    ).toBe(applicability);
  });
});

describe('other regimes', () => {
  it('SEC: four business days at 17:30 Eastern time, the local day of a determination in Tokyo', () => {
    const given = { regimes: [regimeOf('us-sec-8k')], scope: { 'us.sec': true }, facts: { material: fact(true) } };
    // Friday morning in Tokyo is Thursday evening in New York.
    const anchors = [anchor('determined', '2026-07-10T09:00')];
    const stage = stageOf(one({ ...given, anchors, now: at('2026-07-10T10:00') }), 'report');
    expect(stage.clock?.due).toEqual({
      kind: 'day',
      on: '2026-07-15',
      at: '2026-07-15T21:30:00.000Z',
      zone: 'America/New_York',
    });
  });

  it('SG: three calendar days after the day of assessment, in Singapore', () => {
    const facts = { 'data.personal': fact(true), 'event.leak': fact('confirmed'), 'sg.persons': fact(500) };
    const anchors = [anchor('assessed', '2026-11-27T00:30')];
    const found = one({
      regimes: [regimeOf('sg-pdpa')],
      scope: { 'sg.pdpa': true },
      facts,
      anchors,
      now: at('2026-11-27T09:00'),
    });
    expect(dueOn(stageOf(found, 'report'))).toBe('2026-11-29');
  });

  it('ACD: both readings are shown and the earlier one warns', () => {
    const given = { regimes: [regimeOf('jp-acd')], scope: { 'jp.acd': true }, facts: { 'acd.event': fact(true) } };
    const stage = stageOf(
      one({ ...given, anchors: [known('2026-11-30T09:00')], now: at('2026-12-01T09:00') }),
      'report',
    );
    expect(dueOn(stage)).toBe('2026-12-29');
    expect(stage.clock?.readings.map(({ on }) => on)).toEqual(['2026-12-29', '2027-01-04']);
  });

  it('FSA: applies to whom it supervises, and counts no figure for what nobody has read', () => {
    const given = { regimes: [regimeOf('jp-finance')], facts: { 'finance.event': fact(true) } };
    const anchors = [known('2026-11-24T05:40')];
    expect(one({ ...given, anchors, now: at('2026-11-24T06:00') }).verdict.applicability).toBe('scope-undeclared');
    const supervised = { ...given, scope: { 'jp.finance': true }, anchors };
    const stage = stageOf(one({ ...supervised, now: at('2026-12-24T06:00') }), 'first');
    expect(stage).toMatchObject({ force: 'guideline', state: 'without-delay' });
    expect(dueOn(stage)).toBeUndefined();
  });

  it('CRA: 14 days run from the measure, and hang open until there is one', () => {
    const given = {
      regimes: [regimeOf('eu-cra')],
      scope: { 'eu.cra': true, 'eu.member-state': 'de' },
      facts: { 'product.exploited': fact(true) },
    };
    const none = one({ ...given, anchors: [known('2026-11-24T09:00')], now: at('2026-11-24T10:00') });
    expect(stageOf(none, 'final-vulnerability').state).toBe('anchor-missing');
    const anchors = [known('2026-11-24T09:00'), anchor('measure-available', '2026-12-01T18:00')];
    expect(dueOn(stageOf(one({ ...given, anchors, now: at('2026-12-02T10:00') }), 'final-vulnerability'))).toBe(
      '2026-12-15',
    );
  });

  it('重大度「重大」→ CISO within 30 minutes', () => {
    const regimes = [{ ...regimeOf('template-severity-ciso'), id: 'own-ciso' }];
    const facts = { 'incident.severity': fact('critical') };
    const stage = stageOf(
      one({ regimes, facts, anchors: [known('2026-11-24T05:40')], now: at('2026-11-24T06:00') }),
      'first',
    );
    expect(stage).toMatchObject({ state: 'due-soon', force: 'company-rule' });
    expect(dueOn(stage)).toBe(at('2026-11-24T06:10'));
  });
});

describe('a human ruling', () => {
  const ruling = {
    regimeId: 'jp-appi',
    applies: false,
    by: '法務',
    at: at('2026-11-25T10:00'),
    reason: '該当データなし',
  };
  it('wins, is shown beside what the rules say, and is contradicted by a later fact only', () => {
    const given = { now: at('2026-11-26T10:00'), anchors: [known('2026-11-24T05:40')], rulings: [ruling] };
    const before = one({ ...given, facts: ransomware }).verdict;
    expect(before).toMatchObject({
      applicability: 'not-applicable',
      computed: 'applicable',
      isRulingContradicted: false,
    });
    const later = { ...ransomware, 'data.personal': fact(true, 'confirmed', '2026-11-26T09:00') };
    expect(one({ ...given, facts: later }).verdict.isRulingContradicted).toBe(true);
  });

  it('switches nothing on that is switched off', () => {
    const rulings = [{ ...ruling, regimeId: 'us-circia', applies: true }];
    const found = one({ now: at('2026-11-26T10:00'), regimes: [regimeOf('us-circia')], rulings });
    expect(found.verdict.applicability).toBe('switched-off');
  });
});

describe('the next legal date', () => {
  it('is of law or contract, not of a guideline or a rule of the company, and not of what is filed', () => {
    const regimes = [
      regimeOf('jp-appi'),
      { ...regimeOf('template-severity-ciso'), id: 'own-ciso' },
      regimeOf('eu-gdpr'),
    ];
    const facts = { ...ransomware, 'incident.severity': fact('critical') };
    const given = input({
      regimes,
      facts,
      anchors: [known('2026-11-24T05:40')],
      scope: { 'eu.gdpr': true, 'eu.establishment': true },
      now: at('2026-11-24T06:00'),
    });
    expect(nextLegalDue(assess(given))).toMatchObject({ regimeId: 'eu-gdpr', at: at('2026-11-27T05:40') });
    const filings = [filing('eu-gdpr', 'authority', 'lead-sa', '2026-11-25T06:00')];
    expect(nextLegalDue(assess({ ...given, filings }))).toMatchObject({ regimeId: 'jp-appi', stage: 'final' });
    expect(nextLegalDue([])).toBeNull();
  });
});

describe('precision', () => {
  it('counts from the earliest moment it allows, and says so', () => {
    const anchors = [known('2026-11-24T00:00', { precision: 'date' })];
    const given = {
      facts: ransomware,
      anchors,
      scope: { 'eu.gdpr': true, 'eu.establishment': true },
      regimes: [regimeOf('eu-gdpr')],
    };
    const stage = stageOf(one({ ...given, now: at('2026-11-24T08:00') }), 'authority');
    expect(dueOn(stage)).toBe(at('2026-11-27T00:00'));
    expect(ja(stage)).toContain('時刻が分からないため');
  });
});
