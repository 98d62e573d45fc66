import { type ClosingGap, closableOutcomes, closingGaps, type Severity } from '@matoi/contract';
import { isRefusal } from '@matoi/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClosingGround, decideClose, type Gap, gapsFor } from './closing.rules.ts';
import { endedPhases, firstPhases } from './phase.rules.ts';

const now = new Date('2026-11-24T00:00:00Z');
const after = new Date('2026-11-25T00:00:00Z');
const item = { kind: 'task', id: 't', number: null, title: '鍵を替える' };
const needed = ['occurred', 'detected', 'known', 'contained', 'recovered'] as const;
const over = endedPhases(firstPhases(now), now).phases;
const skipped = { state: 'not-applicable', startedAt: null, endedAt: null, reason: '不要' } as const;

/** An incident of which nothing is missing. */
const complete: ClosingGround = {
  incident: { phases: over, monitoringUntil: null, classCode: 'own:mis-sent', severity: 'medium' },
  now,
  neededTimes: needed,
  chosen: needed.map((kind) => ({ kind })),
  openTasks: [],
  unanswered: [],
  openChildren: [],
  hasReview: true,
  openFilings: [],
};
const withIncident = (more: Partial<ClosingGround['incident']>): ClosingGround => ({
  ...complete,
  incident: { ...complete.incident, ...more },
});
const codes = (ground: ClosingGround, outcome: (typeof closableOutcomes)[number] = 'resolved') =>
  gapsFor(ground, outcome).map((gap) => gap.code);

const lacking: Readonly<Record<ClosingGap, ClosingGround>> = {
  'phases-active': withIncident({ phases: firstPhases(now) }),
  'monitoring-running': withIncident({ monitoringUntil: after }),
  'class-missing': withIncident({ classCode: null }),
  'severity-missing': withIncident({ severity: null }),
  'time-missing': { ...complete, chosen: [{ kind: 'known' }] },
  'tasks-open': { ...complete, openTasks: [item] },
  'reporter-unanswered': { ...complete, unanswered: [item] },
  'children-open': { ...complete, openChildren: [item] },
  'filings-open': {
    ...complete,
    openFilings: [{ kind: 'obligation', id: 'i1', number: null, title: '個人情報保護法 確報' }],
  },
  'review-missing': { ...complete, hasReview: false },
};

describe('what is missing before closing', () => {
  it('is nothing of an incident that is complete, whatever the outcome', () => {
    for (const outcome of closableOutcomes) expect(codes(complete, outcome)).toEqual([]);
  });

  it.each(closingGaps)('%s alone is told by itself', (code) => {
    expect(codes(lacking[code])).toEqual([code]);
    expect(codes(lacking[code], 'unresolved')).toEqual([code]);
  });

  it('is little where there was nothing to handle: only what concerns others', () => {
    for (const outcome of ['not-an-incident', 'duplicate', 'handed-over'] as const) {
      const asked = closingGaps.filter((code) => codes(lacking[code], outcome).length > 0);
      expect(asked).toEqual([
        'monitoring-running',
        'tasks-open',
        'reporter-unanswered',
        'children-open',
        'filings-open',
      ]);
    }
  });

  it.each([
    ['critical', true],
    ['high', true],
    ['medium', true],
    ['low', false],
  ] as const)('of severity %s a review is asked for: %s', (severity: Severity, isAsked) => {
    const ground = { ...withIncident({ severity }), hasReview: false };
    expect(codes(ground).includes('review-missing')).toBe(isAsked);
  });

  it('names the phases and the times, and asks for no time of a phase that does not apply', () => {
    const [active] = gapsFor(lacking['phases-active'], 'resolved');
    expect(active?.phases).toEqual(['triage']);
    expect(gapsFor(lacking['time-missing'], 'resolved')[0]?.times).toEqual([
      'occurred',
      'detected',
      'contained',
      'recovered',
    ]);
    const phases = { ...over, containment: skipped, recovery: skipped };
    const ground = { ...withIncident({ phases }), chosen: [] };
    expect(gapsFor(ground, 'resolved')[0]?.times).toEqual(['occurred', 'detected', 'known']);
  });

  it('is no running review: it ends with the incident; and no monitoring that is over', () => {
    const review = { ...firstPhases(now).triage };
    expect(codes(withIncident({ phases: { ...over, review } }))).toEqual([]);
    expect(codes(withIncident({ monitoringUntil: now }))).toEqual([]);
  });
});

const gap = (code: ClosingGap): Gap => ({ code, items: [], phases: [], times: [] });
const running = { phase: 'review', mergedInto: null } as const;
const close = { outcome: 'resolved', reason: '完了', overrides: [], overrideReason: null } as const;

describe('closing', () => {
  it.each([[{ phase: 'closed', mergedInto: null } as const], [{ phase: 'closed', mergedInto: 'x' } as const]])(
    'is refused of what is closed or merged already: %o',
    (incident) => {
      const answer = decideClose({ incident, gaps: [], canOverride: true }, close);
      expect(isRefusal(answer) && answer.code).toBe('incidents.close.not-open');
    },
  );

  it('is refused while something is missing, with how much and what', () => {
    const gaps = [gap('class-missing'), gap('tasks-open')];
    const input = { ...close, overrides: [{ code: 'tasks-open' as const, reason: '引き継いだ' }] };
    const answer = decideClose({ incident: running, gaps, canOverride: true }, input);
    expect(answer).toMatchObject({ code: 'incidents.close.gaps-open', params: { count: 1, codes: 'class-missing' } });
  });

  it('keeps no reason for what is not missing', () => {
    const input = { ...close, overrideReason: 'x', overrides: [{ code: 'tasks-open' as const, reason: 'x' }] };
    expect(decideClose({ incident: running, gaps: [], canOverride: false }, input)).toMatchObject({ overrides: [] });
  });

  it('passes open guards for a commander alone, and each with a reason', () => {
    const anyGaps = fc.subarray([...closingGaps]);
    fc.assert(
      fc.property(
        anyGaps,
        anyGaps,
        fc.option(fc.constant('全体の理由')),
        fc.boolean(),
        (codes, given, overall, canOverride) => {
          const overrides = given.map((code) => ({ code, reason: code }));
          const gaps = codes.map(gap);
          const input = { ...close, overrides, overrideReason: overall };
          const answer = decideClose({ incident: running, gaps, canOverride }, input);
          const isCovered = codes.every((code) => given.includes(code) || overall !== null);
          const passes = codes.length === 0 || (isCovered && canOverride);
          expect(isRefusal(answer)).toBe(!passes);
          const kept = isRefusal(answer) ? [] : answer.overrides;
          const expected = codes.map((code) => ({ code, reason: given.includes(code) ? code : overall }));
          expect(kept).toEqual(passes ? expected : []);
        },
      ),
    );
  });
});
