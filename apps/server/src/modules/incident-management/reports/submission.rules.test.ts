import type { Submission } from '@matoi/contract';
import { describe, expect, it } from 'vitest';
import { type CheckedItem, pairOf, planSubmission } from './submission.rules.ts';

const now = new Date('2026-11-22T02:00:00Z');
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const item = (given: Partial<Submission> = {}, key: string | null = null): CheckedItem => ({
  submission: { title: 't', text: 't', source: 'edr', ...given },
  fields: [],
  dedupe: key === null ? null : { key, minutes: 60 },
});
const report = { id: 'r1', number: 'REP-2026-0001', receivedAt: at(-30) };
const plan = (items: CheckedItem[], known: { bySource?: string; byDedupe?: string; lastEventAt?: Date } = {}) =>
  planSubmission(items, {
    bySource: new Map(known.bySource === undefined ? [] : [[pairOf('edr', known.bySource), report]]),
    byDedupe: new Map(
      known.byDedupe === undefined
        ? []
        : [[pairOf('edr', known.byDedupe), { ...report, lastEventAt: known.lastEventAt ?? at(-30) }]],
    ),
    now,
  });
const results = (items: CheckedItem[], known = {}) => plan(items, known).placed.map((one) => one.result);

describe('what becomes of submissions', () => {
  it('refuses one without harm to the others', () => {
    const wrong: CheckedItem = { submission: null, fields: [{ path: 'title', code: 'required' }], dedupe: null };
    expect(results([item(), wrong, item()])).toEqual(['accepted', 'refused', 'accepted']);
  });

  it('takes the same source and id once, also within a batch', () => {
    const twice = [item({ externalId: 'a' }), item({ externalId: 'a' }), item({ externalId: 'b', source: 'other' })];
    expect(results(twice)).toEqual(['accepted', 'repeated', 'accepted']);
    expect(results(twice, { bySource: 'a' })).toEqual(['repeated', 'repeated', 'accepted']);
  });

  it('counts repetitions on one report, with the counts that they bring', () => {
    const made = plan([item({ count: 3 }, 'k'), item({}, 'k'), item({ count: 5 }, 'k'), item({}, 'other')]);
    expect(made.placed.map((one) => one.result)).toEqual(['accepted', 'counted', 'counted', 'accepted']);
    expect(made.reports.map((one) => one.count)).toEqual([9, 1]);
  });

  it('counts on an open report within the window, and begins a new one after it', () => {
    const made = plan([item({}, 'k'), item({ externalId: 'x' }, 'k')], { byDedupe: 'k' });
    expect(made.counts).toMatchObject([{ count: 2, lastEventAt: now, occurrences: [{ externalId: 'x' }] }]);
    expect(results([item({}, 'k')], { byDedupe: 'k', lastEventAt: at(-61) })).toEqual(['accepted']);
  });

  it('judges by when it happened, not by when it was handed in', () => {
    const late = (minutes: number) => item({ occurredAt: at(minutes).toISOString() }, 'k');
    expect(results([late(-200), late(-150), late(-10)])).toEqual(['accepted', 'counted', 'accepted']);
  });

  it('takes an event of the future as one of now', () => {
    const made = plan([item({ occurredAt: at(600).toISOString() }, 'k')], { byDedupe: 'k' });
    expect(made.counts[0]?.lastEventAt).toEqual(now);
  });

  it('does not count for another source', () => {
    expect(results([item({}, 'k'), item({ source: 'other' }, 'k')])).toEqual(['accepted', 'accepted']);
  });

  it('answers a repetition of what was counted with the report it was counted on', () => {
    const made = plan([item({}, 'k'), item({ externalId: 'x' }, 'k'), item({ externalId: 'x' }, 'k')]);
    expect(made.placed.map((one) => one.result)).toEqual(['accepted', 'counted', 'repeated']);
    expect(made.reports[0]?.count).toBe(2);
  });
});
