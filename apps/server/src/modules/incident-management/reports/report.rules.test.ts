import { type ReportState, reportOutcomes, reportStates } from '@matoi/contract';
import { isRefusal } from '@matoi/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideClosing, decideReportMove, isOpen, reportMoves } from './report.rules.ts';

describe('the moves of a report', () => {
  it.each([
    ['new', 'handle', 'handled'],
    ['new', 'close', 'closed'],
    ['handled', 'handle', 'reports.handle.not-open'],
    ['handled', 'close', 'reports.close.not-open'],
    ['closed', 'handle', 'reports.handle.not-open'],
    ['closed', 'close', 'reports.close.not-open'],
  ] as const)('%s, %s: %s', (state, move, expected) => {
    const answer = decideReportMove(state, move);
    expect(isRefusal(answer) ? answer.code : answer).toBe(expected);
  });

  it('are a table of every state', () => {
    expect(Object.keys(reportMoves).sort()).toEqual([...reportStates].sort());
  });

  it('happen once: what was handled or closed never moves again', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('handle' as const, 'close' as const), { maxLength: 20 }), (acts) => {
        let state: ReportState = 'new';
        let moved = 0;
        for (const act of acts) {
          const next = decideReportMove(state, act);
          if (isRefusal(next)) continue;
          state = next;
          moved += 1;
        }
        expect(moved).toBe(acts.length === 0 ? 0 : 1);
        expect(isOpen(state)).toBe(acts.length === 0);
      }),
    );
  });
});

describe('closing a report', () => {
  it.each(reportOutcomes)('as %s writes outcome and reason', (outcome) => {
    expect(decideClosing('new', { outcome, reason: '理由' })).toEqual({ outcome, reason: '理由' });
  });

  it('is refused when somebody has dealt with it', () => {
    for (const state of ['handled', 'closed'] as const)
      expect(decideClosing(state, { outcome: 'spam', reason: 'x' })).toMatchObject({ code: 'reports.close.not-open' });
  });
});
