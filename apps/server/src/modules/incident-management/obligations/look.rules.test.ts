import { describe, expect, it } from 'vitest';
import { assess } from './assess.rules.ts';
import { dueReminders, kindsOf, nextLook } from './look.rules.ts';
import type { AnchorCandidate, AssessInput, Fact } from './obligation.model.ts';
import { calendars, phrases, reminderRows, shippedRegimes } from './shipped.queries.ts';

const at = (local: string) => new Date(`${local}:00+09:00`);
const yes: Fact = { state: 'confirmed', value: true, source: '', at: at('2026-10-30T18:00').toISOString() };
const facts = { 'data.personal': yes, 'act.malicious': yes };
const known: AnchorCandidate = {
  id: 'a',
  kind: 'known',
  regimeId: null,
  at: at('2026-10-30T17:50').toISOString(),
  precision: 'minute',
  zone: 'Asia/Tokyo',
  source: '購買部',
  evidence: null,
  assertion: { by: '佐伯', at: at('2026-10-30T18:00').toISOString(), reason: '' },
};
const given = (local: string, more: Partial<AssessInput> = {}) => {
  const now = at(local);
  const assessments = assess({
    regimes: shippedRegimes.filter(({ id }) => id === 'jp-appi'),
    ...{ calendars, phrases, facts, scope: {}, anchors: [known], filings: [], rulings: [] },
    now: now.toISOString(),
    ...more,
  });
  return { assessments, table: reminderRows, now };
};

describe('a look at a record', () => {
  it('catches up with what nobody could be given for a week, and not with older ones', () => {
    const due = dueReminders(given('2026-12-28T12:00')).filter(({ stage }) => stage === 'final');
    expect(due.map(({ code }) => code)).toEqual(['long.3-days-before 1', 'long.1-day-before 1', 'long.on-the-day 1']);
  });

  it('gives each reminder one key, whenever it is looked at, and another one when the end has moved', () => {
    const keys = (local: string, more: Partial<AssessInput> = {}) =>
      dueReminders(given(local, more))
        .filter(({ stage }) => stage === 'final')
        .map(({ code, dueAt }) => `${code} ${dueAt}`);
    expect(keys('2026-12-22T09:00')).toEqual(keys('2026-12-22T23:00'));
    const moved = [{ ...known, at: at('2026-10-27T17:50').toISOString() }];
    expect(keys('2026-12-22T09:00', { anchors: moved })).not.toEqual(keys('2026-12-22T09:00'));
  });

  it('comes again with the next reminder, at the latest after a day', () => {
    expect(nextLook(given('2026-12-25T08:00')).toISOString()).toBe(at('2026-12-25T09:00').toISOString());
    expect(nextLook(given('2026-12-01T12:00')).toISOString()).toBe(at('2026-12-02T12:00').toISOString());
  });

  it('says overdue of law alone: a guideline is past, a missing anchor is missing', () => {
    const kinds = (local: string, more: Partial<AssessInput> = {}) => {
      const looked = given(local, more);
      return kindsOf(dueReminders(looked), looked.assessments);
    };
    expect(kinds('2026-11-04T10:00')).toEqual(['obligation.past-guideline']);
    expect(kinds('2026-12-25T10:00')).toEqual(['obligation.due-soon']);
    expect(kinds('2026-12-30T10:00')).toEqual(['obligation.overdue']);
    expect(kinds('2026-10-30T20:00', { anchors: [] })).toEqual(['obligation.anchor-missing']);
  });
});
