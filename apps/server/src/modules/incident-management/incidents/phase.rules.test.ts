import { type HandlingPhase, handlingPhases, type PhaseMove, phaseMoves, reasonedPhaseMoves } from '@matoi/contract';
import { isRefusal } from '@matoi/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PhaseStanding, Phases } from './incident.model.ts';
import {
  activePhases,
  currentPhase,
  decidePhaseMove,
  endedPhases,
  firstPhases,
  movesOf,
  type PhaseChange,
  type PhaseMoveInput,
  restoredPhases,
  restoresBeforeAnalysis,
} from './phase.rules.ts';

const openedAt = new Date('2026-11-24T05:40:00+09:00');
const later = (minutes: number) => new Date(openedAt.getTime() + minutes * 60_000);
const states = (phases: Phases) => handlingPhases.map((phase) => phases[phase].state);

const input = (phase: HandlingPhase, move: PhaseMove, more: Partial<PhaseMoveInput> = {}): PhaseMoveInput => ({
  phase,
  move,
  keeps: [],
  at: null,
  reason: reasonedPhaseMoves.some((one) => one === move) ? '理由' : null,
  ...more,
});

/** Carries moves out one after the other, ten minutes apart; fails on a refusal. */
function after(...moves: readonly PhaseMoveInput[]): Phases {
  return moves.reduce((phases, one, at) => {
    const moved = decidePhaseMove(phases, one, later((at + 1) * 10));
    if (isRefusal(moved)) throw new Error(moved.code);
    return moved.phases;
  }, firstPhases(openedAt));
}

const codeOf = (phases: Phases, one: PhaseMoveInput, now = later(600)) => {
  const moved = decidePhaseMove(phases, one, now);
  return isRefusal(moved) ? moved.code : null;
};

describe('restoring before the analysis', () => {
  const begun = after(input('analysis', 'advance'));
  it.each([
    ['recovery beside an analysis that goes on', begun, [input('recovery', 'advance', { keeps: ['analysis'] })], true],
    ['recovery of what nobody analyses', firstPhases(openedAt), [input('recovery', 'advance')], false],
    [
      'recovery that begins because all between was skipped',
      begun,
      [input('containment', 'skip'), input('eradication', 'skip'), input('recovery', 'start')],
      true,
    ],
    ['recovery once the analysis is done', begun, [input('recovery', 'advance')], false],
    [
      'recovery where there is nothing to analyse',
      firstPhases(openedAt),
      [input('analysis', 'skip'), input('recovery', 'advance')],
      false,
    ],
    ['another phase', begun, [input('containment', 'advance', { keeps: ['analysis'] })], false],
  ] as const)('is %s: %s', (_name, before, moves, expected) => {
    let phases: Phases = before;
    const found = moves.map((one) => {
      const moved = decidePhaseMove(phases, one, later(600));
      if (isRefusal(moved)) throw new Error(moved.code);
      const answer = restoresBeforeAnalysis(phases, moved.phases);
      phases = moved.phases;
      return answer;
    });
    expect(found.some(Boolean)).toBe(expected);
  });
});

describe('a phase move is refused', () => {
  const containing = after(input('analysis', 'advance'), input('containment', 'advance', { keeps: ['analysis'] }));

  it.each([
    [input('triage', 'start'), 'incidents.move-phase.not-possible'],
    [input('containment', 'start'), 'incidents.move-phase.not-possible'],
    [input('review', 'finish'), 'incidents.move-phase.not-possible'],
    [input('recovery', 'resume'), 'incidents.move-phase.not-possible'],
    [input('analysis', 'back'), 'incidents.move-phase.not-possible'],
    [input('recovery', 'back'), 'incidents.move-phase.not-earlier'],
    [input('triage', 'resume', { reason: null }), 'incidents.move-phase.needs-reason'],
    [input('eradication', 'skip', { reason: null }), 'incidents.move-phase.needs-reason'],
    [input('triage', 'back', { reason: null }), 'incidents.move-phase.needs-reason'],
    [input('eradication', 'advance', { at: later(606) }), 'incidents.move-phase.in-the-future'],
    [input('analysis', 'finish', { at: later(5) }), 'incidents.move-phase.before-start'],
    [input('eradication', 'advance', { at: later(15) }), 'incidents.move-phase.before-start'],
  ])('%o: %s', (one, code) => {
    expect(codeOf(containing, one)).toBe(code);
  });

  it('when it leads to an earlier phase without saying that it goes back', () => {
    const skipped = after(input('containment', 'advance'));
    expect(codeOf(skipped, input('analysis', 'advance'))).toBe('incidents.move-phase.not-later');
  });

  it('when triage is to be skipped: every incident is judged', () => {
    expect(codeOf(firstPhases(openedAt), input('triage', 'skip'))).toBe('incidents.move-phase.not-skippable');
  });
});

describe('the phases of an incident', () => {
  it('begin with triage, and moving on ends one and begins the next', () => {
    const first = firstPhases(openedAt);
    expect(states(first)).toEqual(['active', ...Array.from({ length: 5 }, () => 'not-started')]);
    const moved = after(input('analysis', 'advance'));
    expect(moved.triage).toEqual({ state: 'done', startedAt: openedAt, endedAt: later(10), reason: null });
    expect(moved.analysis).toMatchObject({ state: 'active', startedAt: later(10), endedAt: null });
    expect(currentPhase(moved)).toBe('analysis');
  });

  it('may be active beside each other: the analysis goes on while it is contained', () => {
    const moved = after(input('analysis', 'advance'), input('containment', 'advance', { keeps: ['analysis'] }));
    expect(activePhases(moved)).toEqual(['analysis', 'containment']);
    expect(currentPhase(moved)).toBe('containment');
    const beside = after(input('analysis', 'start'));
    expect(activePhases(beside)).toEqual(['triage', 'analysis']);
  });

  it('go on by themselves when the last active one ends, and pass over what does not apply', () => {
    expect(activePhases(after(input('triage', 'finish')))).toEqual(['analysis']);
    const skipped = after(input('containment', 'skip'), input('analysis', 'advance'), input('analysis', 'finish'));
    expect(skipped.containment).toMatchObject({
      state: 'not-applicable',
      startedAt: null,
      endedAt: null,
      reason: '理由',
    });
    expect(activePhases(skipped)).toEqual(['eradication']);
  });

  it('go back with a reason: what came later is set back, what was kept goes on', () => {
    const recovering = after(
      input('analysis', 'advance'),
      input('containment', 'advance', { keeps: ['analysis'] }),
      input('recovery', 'advance', { keeps: ['analysis'] }),
      input('containment', 'back', { keeps: ['analysis'] }),
    );
    expect(recovering.recovery.state).toBe('not-started');
    expect(recovering.containment).toMatchObject({
      state: 'active',
      startedAt: later(20),
      endedAt: null,
      reason: '理由',
    });
    expect(activePhases(recovering)).toEqual(['analysis', 'containment']);
  });

  it('have the time that was said, not the time of saying it', () => {
    const moved = after(input('analysis', 'advance', { at: later(3) }));
    expect([moved.triage.endedAt, moved.analysis.startedAt]).toEqual([later(3), later(3)]);
  });
});

const anyMove = fc.record({
  phase: fc.constantFrom(...handlingPhases),
  move: fc.constantFrom(...phaseMoves),
  keeps: fc.subarray([...handlingPhases]),
  reason: fc.constantFrom(null, '理由'),
  at: fc.constant(null),
});

/** Runs moves as they come, closing and reopening among them, and hands over each state with what led to it. */
function walk(
  acts: readonly (PhaseMoveInput | 'close')[],
  see: (phases: Phases, history: readonly PhaseChange[]) => void,
): void {
  let phases = firstPhases(openedAt);
  const history: PhaseChange[] = [{ phase: 'triage', from: 'not-started', to: 'active', at: openedAt, reason: null }];
  acts.forEach((act, index) => {
    const now = later(index + 1);
    const steps =
      act === 'close'
        ? [endedPhases(phases, now), restoredPhases(endedPhases(phases, now).phases, phases, now)]
        : [decidePhaseMove(phases, act, now)];
    for (const step of steps) {
      if (isRefusal(step)) continue;
      history.push(...step.changes);
      phases = step.phases;
    }
    see(phases, history);
  });
}

/** A state and its moments belong together. */
function expectConsistent({ state, startedAt, endedAt, reason }: PhaseStanding): void {
  if (state === 'active') expect([startedAt === null, endedAt]).toEqual([false, null]);
  if (state === 'done') expect(endedAt?.getTime()).toBeGreaterThanOrEqual(startedAt?.getTime() ?? Number.NaN);
  if (state === 'not-started') expect([startedAt, endedAt]).toEqual([null, null]);
  if (state === 'not-applicable') expect(reason).not.toBeNull();
}

describe('after any sequence of moves', () => {
  const acts = fc.array(
    fc.oneof({ weight: 8, arbitrary: anyMove }, { weight: 1, arbitrary: fc.constant('close' as const) }),
    {
      maxLength: 40,
    },
  );

  it('the history alone says how the phases stand: nothing of it is lost', () => {
    fc.assert(
      fc.property(acts, (all) => {
        walk(all, (phases, history) => {
          const replayed = handlingPhases.map(
            (phase) => history.filter((change) => change.phase === phase).at(-1)?.to ?? 'not-started',
          );
          expect(replayed).toEqual(states(phases));
          for (const phase of handlingPhases) {
            const own = history.filter((change) => change.phase === phase);
            for (const [at, change] of own.entries())
              expect(change.from).toBe(at === 0 ? 'not-started' : own[at - 1]?.to);
          }
        });
      }),
    );
  });

  it('somebody is at work while a phase is left to begin, and what is over has an end', () => {
    fc.assert(
      fc.property(acts, (all) => {
        walk(all, (phases) => {
          if (states(phases).includes('not-started')) expect(activePhases(phases).length).toBeGreaterThan(0);
          for (const phase of handlingPhases) expectConsistent(phases[phase]);
        });
      }),
    );
  });

  it('exactly the moves that are offered are allowed', () => {
    fc.assert(
      fc.property(acts, anyMove, (all, asked) => {
        walk(all, (phases) => {
          const refused = codeOf(phases, { ...asked, reason: '理由' });
          expect(refused === null).toBe(movesOf(phases, asked.phase).includes(asked.move));
        });
      }),
    );
  });

  it('closing ends every active phase, and reopening brings all back as they were', () => {
    fc.assert(
      fc.property(acts, (all) => {
        walk(all, (phases) => {
          const ended = endedPhases(phases, later(1000));
          expect(activePhases(ended.phases)).toEqual([]);
          expect(restoredPhases(ended.phases, phases, later(1001)).phases).toEqual(phases);
        });
      }),
    );
  });
});
