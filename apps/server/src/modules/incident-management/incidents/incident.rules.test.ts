import { closableOutcomes, incidentPhases } from '@matoi/contract';
import { isRefusal } from '@matoi/kernel';
import { describe, expect, it } from 'vitest';
import {
  decideMove,
  type IncidentMove,
  incidentMoves,
  isLight,
  isOpen,
  mayAnnotateIn,
  nextMoves,
  type Standing,
  standingOf,
} from './incident.rules.ts';

const moves: readonly IncidentMove[] = ['close', 'merge', 'reopen', 'unmerge'];
const standings = Object.keys(incidentMoves) as Standing[];

describe('the moves of an incident', () => {
  it.each([
    ['running', 'close', 'closed'],
    ['running', 'merge', 'merged'],
    ['running', 'reopen', 'incidents.reopen.not-closed'],
    ['running', 'unmerge', 'incidents.unmerge.not-merged'],
    ['closed', 'close', 'incidents.close.not-open'],
    ['closed', 'merge', 'incidents.merge.not-open'],
    ['closed', 'reopen', 'running'],
    ['merged', 'close', 'incidents.close.not-open'],
    ['merged', 'merge', 'incidents.merge.not-open'],
    ['merged', 'reopen', 'incidents.reopen.not-closed'],
    ['merged', 'unmerge', 'running'],
  ] as const)('%s, %s: %s', (standing, move, expected) => {
    const answer = decideMove(standing, move);
    expect(isRefusal(answer) ? answer.code : answer).toBe(expected);
  });

  it('offer exactly what they allow, and lead only to where one can stand', () => {
    for (const standing of standings) {
      expect([...nextMoves(standing)]).toEqual(moves.filter((move) => !isRefusal(decideMove(standing, move))));
      for (const to of Object.values(incidentMoves[standing])) expect(standings).toContain(to);
    }
  });

  it('say of a merged incident that it is merged, although lists show it as closed', () => {
    expect(standingOf({ phase: 'closed', mergedInto: 'x' })).toBe('merged');
    expect(standingOf({ phase: 'closed', mergedInto: null })).toBe('closed');
    expect(standingOf({ phase: 'recovery', mergedInto: null })).toBe('running');
  });
});

describe('adding to an incident', () => {
  it('is allowed while it is open and refused when it was signed off', () => {
    for (const phase of incidentPhases) {
      expect(mayAnnotateIn(phase)?.code ?? null).toBe(phase === 'closed' ? 'incidents.annotate.closed' : null);
      expect(isOpen(phase)).toBe(phase !== 'closed');
    }
  });
});

describe('the outcomes after which little has to be on record', () => {
  it('are those where there was nothing to handle or others have it', () => {
    expect(closableOutcomes.filter(isLight)).toEqual(['not-an-incident', 'duplicate', 'handed-over']);
  });
});
