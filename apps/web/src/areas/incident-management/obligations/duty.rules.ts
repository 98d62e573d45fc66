import type { ObligationClockState, ObligationForce } from '@matoi/contract/values';
import type { Tone } from '../../../ui/card.tsx';
import type { Duties, Duty, DutyFact, DutyStage, Field } from './queries.ts';

/** One line of the list: a stage, or a regime of which is not known whether it applies. */
export type DutyRow = {
  readonly key: string;
  readonly duty: Duty;
  readonly stage: DutyStage | null;
  readonly state: ObligationClockState;
  readonly dueAt: string | null;
};

export type DutyGroup = 'running' | 'asked' | 'quiet';

export const keyOf = (duty: Pick<Duty, 'regimeId'>, stage: Pick<DutyStage, 'stage'> | null) =>
  stage === null ? duty.regimeId : `${duty.regimeId} ${stage.stage}`;

const laterStates: readonly ObligationClockState[] = ['filed', 'filed-late', 'filed-after-guideline', 'withdrawn'];

/** Whether nothing is to be done about a stage any more. */
export const isDone = (state: ObligationClockState) => laterStates.includes(state);

/** Whether something is late; by a guideline it never is. */
export const isLate = (state: ObligationClockState) => state === 'overdue' || state === 'past-target';

/** The lines of a record: what runs by its end, what has no end behind it, what was filed last. */
export function rowsOf(duties: Pick<Duties, 'items'>): Readonly<Record<DutyGroup, readonly DutyRow[]>> {
  const running: DutyRow[] = [];
  const asked: DutyRow[] = [];
  const quiet: DutyRow[] = [];
  for (const duty of duties.items) {
    const whole = { key: keyOf(duty, null), duty, stage: null, dueAt: null };
    const { applicability } = duty.verdict;
    switch (applicability) {
      case 'applicable':
        for (const stage of duty.stages) {
          if (stage.state === 'not-applicable') continue;
          const dueAt = stage.clock?.due?.at ?? null;
          running.push({ key: keyOf(duty, stage), duty, stage, state: stage.state, dueAt });
        }
        break;
      case 'needs-fact':
      case 'scope-undeclared':
        asked.push({ ...whole, state: applicability });
        break;
      case 'not-applicable':
      case 'switched-off':
      case 'not-in-force':
        quiet.push({ ...whole, state: applicability });
        break;
      default:
        applicability satisfies never;
    }
  }
  const rank = ({ state, dueAt }: DutyRow) => (isDone(state) ? 2 : dueAt === null ? 1 : 0);
  return {
    running: running.toSorted(
      (one, other) => rank(one) - rank(other) || (one.dueAt ?? '').localeCompare(other.dueAt ?? ''),
    ),
    asked,
    quiet,
  };
}

const tones: Readonly<Record<ObligationClockState, Tone>> = {
  'switched-off': 'neutral',
  'not-in-force': 'neutral',
  'scope-undeclared': 'amber',
  'not-applicable': 'neutral',
  'needs-fact': 'amber',
  'anchor-missing': 'amber',
  'not-started': 'neutral',
  'calendar-missing': 'amber',
  'without-delay': 'amber',
  running: 'accent',
  'due-soon': 'amber',
  overdue: 'red',
  'past-guideline': 'amber',
  'past-target': 'amber',
  filed: 'green',
  'filed-late': 'amber',
  'filed-after-guideline': 'amber',
  withdrawn: 'neutral',
};

/** Red is for what is late by law or contract alone. */
export const toneOf = (state: ObligationClockState): Tone => tones[state];

/** The sentence of a mark: 法令, 目安, 契約, 社内. */
export const markKey = (force: ObligationForce) => `obligations.force.${force}` as const;
/** A guideline has no deadline, so what comes near is said otherwise. */
export function stateKey(state: ObligationClockState, force?: ObligationForce) {
  // What the company wants is told, not filed.
  if (force === 'company-rule' && state === 'filed') return 'obligations.plan.done' as const;
  if (force === 'company-rule' && state === 'filed-late') return 'obligations.plan.done-late' as const;
  if (state === 'due-soon' && force === 'guideline') return 'obligations.clock.guideline-soon' as const;
  return `obligations.clock.${state}` as const;
}

/** Whether a line stands on the time line: with an end, filed, or waiting for a moment to count from. */
export const isDrawn = ({ state, stage, dueAt }: DutyRow) =>
  dueAt !== null ||
  isDone(state) ||
  state === 'anchor-missing' ||
  ((stage?.clock ?? null) !== null && state !== 'without-delay');

/** The figures that are known, for saying which of them somebody was told. */
export function saidNumbers(facts: readonly DutyFact[], typeOf: (key: string) => Field['type'] | undefined) {
  return facts.flatMap(({ key, state, value }) => {
    if (typeOf(key) !== 'number' || typeof value !== 'number') return [];
    return state === 'estimated' || state === 'confirmed' ? [{ key, state, value }] : [];
  });
}

type HeadClock = {
  readonly force: ObligationForce;
  readonly state: ObligationClockState;
  readonly due: { readonly at: string; readonly on: string | null } | null;
};

/**
 * The one clock that the head of a record shows: the next date of law or contract; where none is counted, a law or contract
 * whose clock cannot be counted yet (that is an alarm, and no "nothing to do"); else what ends first.
 */
export function headClock<One extends HeadClock>(items: readonly One[]): One | null {
  const isBinding = ({ force }: HeadClock) => force === 'law' || force === 'contract';
  const isAlarm = ({ state }: HeadClock) => state === 'anchor-missing' || state === 'calendar-missing';
  const dated = items.filter(({ due }) => due !== null);
  return (
    dated.find(isBinding) ??
    items.find((one) => isBinding(one) && isAlarm(one)) ??
    dated[0] ??
    items.find(isAlarm) ??
    null
  );
}
