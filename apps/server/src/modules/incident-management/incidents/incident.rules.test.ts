import { type IncidentPhase, incidentPhases } from '@matoi/contract';
import { isRefusal } from '@matoi/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideMove, type IncidentMove, incidentMoves, isOpen, mayAnnotateIn, nextMoves } from './incident.rules.ts';

const moves: readonly IncidentMove[] = ['close', 'reopen'];

describe('the moves of an incident', () => {
  it.each([
    ['triage', 'close', 'closed'],
    ['triage', 'reopen', 'incidents.reopen.not-closed'],
    ['closed', 'close', 'incidents.close.not-open'],
    ['closed', 'reopen', 'triage'],
  ] as const)('%s, %s: %s', (phase, move, expected) => {
    const answer = decideMove(phase, move);
    expect(isRefusal(answer) ? answer.code : answer).toBe(expected);
  });

  it('are a table of every phase, and lead only to phases', () => {
    expect(Object.keys(incidentMoves).sort()).toEqual([...incidentPhases].sort());
    for (const row of Object.values(incidentMoves))
      for (const to of Object.values(row)) expect(incidentPhases).toContain(to);
  });

  it('offer exactly what they allow', () => {
    for (const phase of incidentPhases)
      expect([...nextMoves(phase)]).toEqual(moves.filter((move) => !isRefusal(decideMove(phase, move))));
  });

  it('leave every phase but closed open for a way to the end', () => {
    for (const phase of incidentPhases.filter(isOpen)) {
      const reached = new Set<IncidentPhase>([phase]);
      for (const from of reached)
        for (const move of nextMoves(from)) {
          const to = decideMove(from, move);
          if (!isRefusal(to)) reached.add(to);
        }
      expect(reached).toContain('closed');
    }
  });

  it('lead out of closed by reopening alone, after any sequence of acts', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...moves), { maxLength: 30 }), (acts) => {
        let phase: IncidentPhase = 'triage';
        for (const act of acts) {
          const next = decideMove(phase, act);
          if (phase === 'closed' && act !== 'reopen') expect(isRefusal(next)).toBe(true);
          if (!isRefusal(next)) phase = next;
        }
      }),
    );
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
