import type { ClosableOutcome, ClosingGap, HandlingPhase, IncidentTimeKind, Severity } from '@matoi/contract';
import { closingGaps } from '@matoi/contract';
import { isRefusal, type Refusal, refusal } from '@matoi/kernel';
import type { AssertedTime, Incident, Override } from './incident.model.ts';
import { decideMove, isLight, standingOf } from './incident.rules.ts';
import { activePhases } from './phase.rules.ts';

/** Something a gap points to: a record, or a thing on the incident that is no record of its own. */
export type GapItem = {
  readonly kind: string;
  readonly id: string;
  readonly number: string | null;
  readonly title: string;
};

export type Gap = {
  readonly code: ClosingGap;
  readonly items: readonly GapItem[];
  readonly phases: readonly HandlingPhase[];
  readonly times: readonly IncidentTimeKind[];
};

/** What is known of an incident when it is asked what is missing. */
export type ClosingGround = {
  readonly incident: Pick<Incident, 'phases' | 'monitoringUntil' | 'classCode' | 'severity'>;
  readonly now: Date;
  /** The kinds of times that are asked for before an incident is resolved. */
  readonly neededTimes: readonly IncidentTimeKind[];
  /** What counts of each kind; said to be unknown counts too. */
  readonly chosen: readonly Pick<AssertedTime, 'kind'>[];
  readonly openTasks: readonly GapItem[];
  readonly unanswered: readonly GapItem[];
  readonly openChildren: readonly GapItem[];
  /** Whether a review is on record; null while nobody keeps reviews. */
  readonly hasReview: boolean | null;
  /** Reports and notices that are to be filed. */
  readonly openFilings: readonly GapItem[];
};

/** Which guards are asked also where there was nothing to handle, and from which severity on. */
const guards: Readonly<Record<ClosingGap, { readonly isLight: boolean; readonly from?: readonly Severity[] }>> = {
  'phases-active': { isLight: false },
  'monitoring-running': { isLight: true },
  'class-missing': { isLight: false },
  'severity-missing': { isLight: false },
  'time-missing': { isLight: false },
  'tasks-open': { isLight: true },
  'reporter-unanswered': { isLight: true },
  'children-open': { isLight: true },
  'filings-open': { isLight: true },
  'review-missing': { isLight: false, from: ['critical', 'high', 'medium'] },
};

/** A phase that does not apply needs no time at which it was reached. */
const phaseOfTime: Readonly<Partial<Record<IncidentTimeKind, HandlingPhase>>> = {
  contained: 'containment',
  eradicated: 'eradication',
  recovered: 'recovery',
};

const none = { items: [], phases: [], times: [] } as const;

function gapOf(code: ClosingGap, ground: ClosingGround): Gap | null {
  const { incident } = ground;
  const withItems = (items: readonly GapItem[]): Gap | null => (items.length === 0 ? null : { code, ...none, items });
  switch (code) {
    case 'phases-active': {
      // The review ends with the incident.
      const phases = activePhases(incident.phases).filter((phase) => phase !== 'review');
      return phases.length === 0 ? null : { code, ...none, phases };
    }
    case 'monitoring-running':
      return incident.monitoringUntil !== null && incident.monitoringUntil > ground.now ? { code, ...none } : null;
    case 'class-missing':
      return incident.classCode === null ? { code, ...none } : null;
    case 'severity-missing':
      return incident.severity === null ? { code, ...none } : null;
    case 'time-missing': {
      const times = ground.neededTimes.filter((kind) => {
        const phase = phaseOfTime[kind];
        if (phase !== undefined && incident.phases[phase].state === 'not-applicable') return false;
        return !ground.chosen.some((time) => time.kind === kind);
      });
      return times.length === 0 ? null : { code, ...none, times };
    }
    case 'tasks-open':
      return withItems(ground.openTasks);
    case 'reporter-unanswered':
      return withItems(ground.unanswered);
    case 'children-open':
      return withItems(ground.openChildren);
    case 'filings-open':
      return withItems(ground.openFilings);
    case 'review-missing':
      return ground.hasReview === false ? { code, ...none } : null;
    default:
      return code satisfies never;
  }
}

/** What is missing before an incident can be closed with an outcome, in a fixed order. */
export function gapsFor(ground: ClosingGround, outcome: ClosableOutcome): readonly Gap[] {
  const { severity } = ground.incident;
  return closingGaps.flatMap((code) => {
    const guard = guards[code];
    if (isLight(outcome) && !guard.isLight) return [];
    if (guard.from !== undefined && (severity === null || !guard.from.includes(severity))) return [];
    const gap = gapOf(code, ground);
    return gap === null ? [] : [gap];
  });
}

export type CloseInput = {
  readonly outcome: ClosableOutcome;
  readonly reason: string;
  readonly overrides: readonly Override[];
  readonly overrideReason: string | null;
};

/**
 * Closes when nothing is missing. What is missing is passed by a commander alone, each with a reason or with one for
 * all; reasons for what is not missing are not kept.
 */
export function decideClose(
  given: {
    readonly incident: Pick<Incident, 'phase' | 'mergedInto'>;
    readonly gaps: readonly Gap[];
    readonly canOverride: boolean;
  },
  input: CloseInput,
): { readonly outcome: ClosableOutcome; readonly reason: string; readonly overrides: readonly Override[] } | Refusal {
  const moved = decideMove(standingOf(given.incident), 'close');
  if (isRefusal(moved)) return moved;
  const reasonOf = (code: ClosingGap) =>
    input.overrides.find((one) => one.code === code)?.reason ?? input.overrideReason;
  const overrides = given.gaps.flatMap(({ code }) => {
    const reason = reasonOf(code);
    return reason === null ? [] : [{ code, reason }];
  });
  const open = given.gaps.filter(({ code }) => reasonOf(code) === null);
  if (open.length > 0)
    return refusal('incidents.close.gaps-open', { count: open.length, codes: open.map(({ code }) => code).join(',') });
  if (overrides.length > 0 && !given.canOverride) return refusal('incidents.close.needs-commander');
  return { outcome: input.outcome, reason: input.reason, overrides };
}
