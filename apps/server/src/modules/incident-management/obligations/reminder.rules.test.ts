import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from './assess.rules.ts';
import type { AnchorCandidate, AssessInput, Fact, Filing } from './obligation.model.ts';
import { remindersBetween } from './reminder.rules.ts';
import { calendars, phrases, regimeTemplates, reminderRows, shippedRegimes } from './shipped.queries.ts';

const at = (local: string) => new Date(`${local}:00+09:00`).toISOString();
const yes: Fact = { state: 'confirmed', value: true, source: '', at: at('2026-11-24T06:00') };
const known: AnchorCandidate = {
  id: 'a',
  kind: 'known',
  regimeId: null,
  at: at('2026-11-24T05:40'),
  precision: 'minute',
  zone: 'Asia/Tokyo',
  source: '',
  evidence: null,
  assertion: { by: '', at: at('2026-11-24T06:00'), reason: '' },
};
const facts = {
  'data.personal': yes,
  'act.malicious': yes,
  'eu.persons': { ...yes, value: 41 },
  'incident.severity': { ...yes, value: 'critical' },
};
const reminders = (
  id: string,
  stage: string,
  more: Partial<AssessInput> & { readonly from?: string; readonly to?: string; readonly now?: string } = {},
) => {
  const regimes = [...shippedRegimes, ...regimeTemplates].filter((regime) => regime.id === id);
  const { from = at('2026-11-24T05:40'), to = at('2027-03-01T00:00'), now = at('2026-11-24T06:00'), ...rest } = more;
  const scope = { 'eu.gdpr': true, 'eu.establishment': true };
  const assessments = assess({
    regimes,
    calendars,
    phrases,
    facts,
    scope,
    anchors: [known],
    filings: [],
    rulings: [],
    now,
    ...rest,
  });
  return remindersBetween({ assessments, table: reminderRows, from, to }).filter((one) => one.stage === stage);
};
const spoken = (list: readonly { readonly code: string; readonly at: string }[]) =>
  list.map(
    ({ code, at: moment }) => `${code} ${new Date(Date.parse(moment) + 9 * 3_600_000).toISOString().slice(0, 16)}`,
  );

describe('reminders are silent', () => {
  it('where a regime does not apply or is filed', () => {
    const no = { ...facts, 'data.personal': { ...yes, value: false } };
    expect(reminders('jp-appi', 'final', { facts: no })).toEqual([]);
    const filing: Filing = {
      id: 'f',
      regimeId: 'jp-appi',
      stage: 'final',
      recipient: 'ppc',
      kind: 'report',
      filedAt: at('2026-12-01T10:00'),
      told: {},
    };
    expect(reminders('jp-appi', 'final', { filings: [filing] })).toEqual([]);
  });

  it('in an empty span', () => {
    const from = at('2027-01-08T09:00');
    expect(reminders('jp-appi', 'final', { from, to: from })).toEqual([]);
  });
});

describe('reminders come', () => {
  it('before and after 確報, in the morning', () => {
    expect(spoken(reminders('jp-appi', 'final')).slice(0, 7)).toEqual([
      'long.14-days-before 2027-01-08T09:00',
      'long.7-days-before 2027-01-15T09:00',
      'long.3-days-before 2027-01-19T09:00',
      'long.1-day-before 2027-01-21T09:00',
      'long.on-the-day 2027-01-22T09:00',
      'long.daily-after 2027-01-23T09:00',
      'long.daily-after 2027-01-24T09:00',
    ]);
  });

  it('before and after 72 hours, to the minute', () => {
    const before = reminders('eu-gdpr', 'authority', { to: at('2026-11-27T08:00') });
    expect(spoken(before)).toEqual(
      [
        'long.1-day-before 2026-11-26T09:00',
        'hours.24-hours-before 2026-11-26T05:40',
        'hours.6-hours-before 2026-11-26T23:40',
        'hours.2-hours-before 2026-11-27T03:40',
        'any.due 2026-11-27T05:40',
        'hours.hourly-after 2026-11-27T06:40',
        'hours.hourly-after 2026-11-27T07:40',
      ].sort((a, b) => (a.split(' ')[1] ?? '').localeCompare(b.split(' ')[1] ?? '')),
    );
  });

  it('for 30 minutes of a rule of the company', () => {
    expect(spoken(reminders('template-severity-ciso', 'first'))).toEqual([
      'short.10-minutes-before 2026-11-24T06:00',
      'any.due 2026-11-24T06:10',
      'rule.after 2026-11-24T06:40',
      'rule.after 2026-11-24T07:10',
    ]);
  });

  it('seven times while the anchor is missing, ever further apart, and then no more', () => {
    const given = { anchors: [], from: at('2026-11-24T05:00'), to: at('2027-06-01T00:00') };
    expect(spoken(reminders('jp-appi', 'final', given))).toEqual([
      'anchor.missing 2026-11-24T07:00',
      'anchor.missing 2026-11-24T10:00',
      'anchor.missing 2026-11-24T18:00',
      'anchor.missing 2026-11-25T06:00',
      'anchor.missing 2026-11-26T06:00',
      'anchor.missing 2026-11-27T06:00',
      'anchor.missing 2026-11-29T06:00',
    ]);
  });

  it('from the fact by which it came to apply, not from one that was said before and decides nothing', () => {
    const later = { ...yes, at: at('2026-11-25T12:00') };
    const given = { anchors: [], from: at('2026-11-24T05:00'), facts: { ...facts, 'act.malicious': later } };
    expect(spoken(reminders('jp-appi', 'final', given))[0]).toBe('anchor.missing 2026-11-25T13:00');
  });

  it('from the beginning of the record where a rule holds without any fact', () => {
    const regimes = regimeTemplates
      .filter(({ id }) => id === 'template-severity-ciso')
      .map((regime) => ({
        ...regime,
        triggers: regime.triggers.map((one) => ({ ...one, when: { always: true } as const })),
      }));
    const given = { regimes, anchors: [], openedAt: at('2026-11-24T05:50'), from: at('2026-11-24T05:00') };
    expect(spoken(reminders('template-severity-ciso', 'first', given))[0]).toBe('anchor.missing 2026-11-24T06:50');
  });

  it('by the safe day where the calendar does not reach', () => {
    const anchors = [{ ...known, at: at('2030-12-20T09:00') }];
    const given = { anchors, now: at('2030-12-21T09:00'), from: at('2031-02-17T00:00'), to: at('2031-02-18T00:00') };
    expect(spoken(reminders('jp-appi', 'final', given))).toEqual(['long.on-the-day 2031-02-17T09:00']);
  });

  it('exactly once, however the time is cut into spans', () => {
    const whole = reminders('eu-gdpr', 'authority');
    const minutes = fc.uniqueArray(fc.integer({ min: 1, max: 20_000 }), { maxLength: 12 });
    fc.assert(
      fc.property(minutes, (cuts) => {
        const start = Date.parse(at('2026-11-24T05:40'));
        const edges = [
          ...cuts.sort((a, b) => a - b).map((cut) => start + cut * 60_000),
          Date.parse(at('2027-03-01T00:00')),
        ];
        const parts = edges.flatMap((to, index) =>
          reminders('eu-gdpr', 'authority', {
            from: new Date(edges[index - 1] ?? start).toISOString(),
            to: new Date(to).toISOString(),
          }),
        );
        expect(parts).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });
});
