export type PhaseState = 'done' | 'current' | 'ahead';

/** How each phase stands to the current one. The last phase is the end: reached, it counts as done. */
export function phaseStates<Phase extends string>(
  phases: readonly Phase[],
  current: Phase,
): { readonly phase: Phase; readonly state: PhaseState }[] {
  const here = phases.indexOf(current);
  const isOver = here === phases.length - 1;
  return phases.map((phase, at) => ({
    phase,
    state: at < here || (isOver && at === here) ? 'done' : at === here ? 'current' : 'ahead',
  }));
}
