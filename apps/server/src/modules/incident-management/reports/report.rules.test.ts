import { type ReportState, reportStates } from '@matoi/contract';
import { isRefusal } from '@matoi/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canMove, decideReportMove, isOpen, type ReportMove, reportMoves } from './report.rules.ts';

const moves = ['handle', 'close', 'ask', 'merge', 'receive', 'detach', 'reopen', 'unmerge'] as const;

describe('the moves of a report', () => {
  it.each([
    ['new', 'handle', 'handled'],
    ['new', 'close', 'closed'],
    ['new', 'ask', 'waiting'],
    ['new', 'merge', 'merged'],
    ['new', 'reopen', 'reports.reopen.not-closed'],
    ['waiting', 'receive', 'new'],
    ['waiting', 'handle', 'handled'],
    ['waiting', 'close', 'closed'],
    ['handled', 'handle', 'reports.handle.not-open'],
    ['handled', 'close', 'reports.close.not-open'],
    ['handled', 'merge', 'reports.merge.not-open'],
    ['handled', 'ask', 'reports.ask.not-open'],
    ['handled', 'detach', 'new'],
    ['closed', 'handle', 'reports.handle.not-open'],
    ['closed', 'close', 'reports.close.not-open'],
    ['closed', 'reopen', 'new'],
    ['closed', 'receive', 'new'],
    ['closed', 'detach', 'reports.detach.not-handled'],
    ['merged', 'unmerge', 'new'],
    ['merged', 'merge', 'reports.merge.not-open'],
    ['new', 'unmerge', 'reports.unmerge.not-merged'],
  ] as const)('%s, %s: %s', (state, move, expected) => {
    const answer = decideReportMove(state, move);
    expect(isRefusal(answer) ? answer.code : answer).toBe(expected);
    expect(canMove(state, move)).toBe(!isRefusal(answer));
  });

  it('are a table of every state', () => {
    expect(Object.keys(reportMoves).sort()).toEqual([...reportStates].sort());
  });

  it('lead back from every state: no act is a dead end, and what left the open lists does not move twice', () => {
    for (const state of reportStates) {
      if (isOpen(state)) continue;
      const back = moves.filter((move) => decideReportMove(state, move) === 'new');
      expect([state, back.length > 0]).toEqual([state, true]);
    }
    fc.assert(
      fc.property(fc.array(fc.constantFrom<ReportMove>(...moves), { maxLength: 30 }), (acts) => {
        let state: ReportState = 'new';
        for (const act of acts) {
          const next = decideReportMove(state, act);
          if (isRefusal(next)) continue;
          if (!isOpen(state)) expect([state, isOpen(next)]).toEqual([state, true]);
          state = next;
        }
        expect(reportStates).toContain(state);
      }),
    );
  });
});
