import { anchorStatusOf, assertedOf } from './anchor-status.rules.ts';
import { verdictOf, versionOn } from './applicability.rules.ts';
import type {
  AnchorStatus,
  AssessInput,
  Assessment,
  Clock,
  ClockState,
  Filing,
  StageAssessment,
  Verdict,
} from './assessment.model.ts';
import { clockOf } from './clock.rules.ts';
import { holds } from './condition.rules.ts';
import { dayIn, dayNumberOf, earlierOf, endOfDay, isAfter } from './day.rules.ts';
import type { InstantText } from './fact.model.ts';
import { recipientsOf, standingReports } from './recipient.rules.ts';
import type { Counting, Regime, Stage } from './regime.model.ts';

/**
 * Judges every regime on what is known: whether it applies and why, and what each of its stages' clocks says. Pure: the
 * same input gives the same answer, and the answer carries everything that explains it.
 */
export function assess(input: AssessInput): readonly Assessment[] {
  const versions = new Map<string, Regime[]>();
  for (const regime of input.regimes) versions.set(regime.id, [...(versions.get(regime.id) ?? []), regime]);
  return [...versions.values()].flatMap((of) => assessRegime(of, input));
}

/**
 * The open stage of law or contract that ends first; guidelines and rules of the company do not count. Where the calendar
 * is missing it is the end of the safe day.
 */
export function nextLegalDue(
  assessments: readonly Assessment[],
): { readonly regimeId: string; readonly stage: string; readonly at: InstantText } | null {
  const open = assessments.flatMap(({ stages }) =>
    stages.flatMap((stage) => {
      const at = legalEndOf(stage);
      return at === null ? [] : [{ regimeId: stage.regimeId, stage: stage.stage, at }];
    }),
  );
  return open.reduce<(typeof open)[number] | null>(
    (first, one) => (first === null || isAfter(first.at, one.at) ? one : first),
    null,
  );
}

function legalEndOf({ force, state, clock }: StageAssessment): InstantText | null {
  if (clock === null || (force !== 'law' && force !== 'contract')) return null;
  if (state === 'calendar-missing') return clock.safeOn === null ? null : endOfDay(clock.basis.zone, clock.safeOn);
  return state === 'running' || state === 'due-soon' || state === 'overdue' ? (clock.due?.at ?? null) : null;
}

function assessRegime(versions: readonly Regime[], input: AssessInput): readonly Assessment[] {
  const newest = versions.reduce((best, one) => (one.version > best.version ? one : best));
  const inForce = versionOn(versions, dayIn(newest.zone, anchoredAt(newest, input) ?? input.now));
  const regime = inForce ?? newest;
  const verdict = verdictOf({ regime, isInForce: inForce !== null, input });
  const filings = input.filings.filter(({ regimeId }) => regimeId === regime.id);
  const stages = regime.stages.map((stage) => assessStage({ regime, stage, verdict, filings, input }));
  const { id, version, name, shortName, kind, confidence } = regime;
  return [{ regimeId: id, version, name, shortName, kind, confidence, verdict, stages }];
}

/** The moment by which the version of the rule is chosen: the asserted anchor of the first stage that has one. */
function anchoredAt(regime: Regime, { anchors }: AssessInput): InstantText | null {
  for (const { anchor } of regime.stages) {
    if (anchor.on !== 'anchor') continue;
    const asserted = assertedOf(anchors, { kind: anchor.kind, regimeId: regime.id });
    if (asserted !== null) return asserted.at;
  }
  return null;
}

type StageInput = {
  readonly regime: Regime;
  readonly stage: Stage;
  readonly verdict: Verdict;
  /** Of this regime. */
  readonly filings: readonly Filing[];
  readonly input: AssessInput;
};

function assessStage(given: StageInput): StageAssessment {
  const { regime, stage, verdict, filings, input } = given;
  const reports = standingReports(filings);
  const anchor = anchorStatusOf({
    anchor: stage.anchor,
    regimeId: regime.id,
    anchors: input.anchors,
    filings: reports,
  });
  const when = stage.when === undefined ? null : holds(stage.when, input);
  const isOpen = verdict.applicability === 'applicable' && (when === null || when.truth === 'yes');
  const counted = isOpen ? clocksOf({ ...given, anchor }) : { clock: null, provisional: null, missing: [] };
  const { recipients, filedAt, filedBy } = recipientsOf({ regime, stage, reports, input });
  const stageState =
    when !== null && when.truth !== 'yes' ? (when.truth === 'no' ? 'not-applicable' : 'needs-fact') : null;
  const state = stateOf({ ...given, anchor, clock: counted.clock, filedAt, stageState });
  return {
    regimeId: regime.id,
    stage: stage.code,
    name: stage.name,
    force: stage.force,
    isMandatory: stage.isMandatory,
    state,
    anchor,
    waitingSince: state === 'anchor-missing' ? waitingSince(verdict, input) : null,
    clock: counted.clock,
    provisional: counted.provisional,
    dayNumber: counted.clock === null ? null : dayNumberAt(counted.clock, input.now),
    filedAt,
    filedBy,
    recipients,
    missing: [...new Set([...counted.missing, ...(stageState === 'needs-fact' ? (when?.missing ?? []) : [])])],
    note: stage.note ?? null,
  };
}

/** The moment at which the last fact was said by which a trigger holds, or somebody ruled that it applies. */
function waitingSince({ triggers, ruling }: Verdict, { facts, openedAt, now }: AssessInput): InstantText {
  if (ruling?.applies === true) return ruling.at;
  const begins = triggers
    .filter((trigger) => trigger.holds === 'yes')
    .flatMap(({ uses }) => {
      const said = uses.flatMap(({ from, key }) => (from === 'fact' ? (facts[key]?.at ?? []) : []));
      return said.length === 0 ? [] : [said.reduce((last, one) => (isAfter(one, last) ? one : last))];
    });
  return begins.length === 0 ? (openedAt ?? now) : begins.reduce((first, one) => earlierOf(first, one));
}

type Counted = {
  readonly clock: Clock | null;
  readonly provisional: Clock | null;
  readonly missing: readonly string[];
};

/** The clock by what is asserted, or as it would be by the earliest candidate. */
function clocksOf(given: StageInput & { readonly anchor: AnchorStatus }): Counted {
  const { regime, stage, anchor, filings, input } = given;
  if (anchor.on === 'filing') {
    const filing = filings.find(({ id }) => id === anchor.filingId);
    const earlier = regime.stages.find(({ code }) => code === anchor.stage);
    if (filing === undefined || earlier === undefined) return { clock: null, provisional: null, missing: [] };
    const at = { at: filing.filedAt, precision: 'instant', zone: regime.zone } as const;
    return { ...shortest(given, { ...at, from: { filedStage: earlier.name } }, null), provisional: null };
  }
  const used = input.anchors.find(({ id }) => id === (anchor.candidateId ?? anchor.proposedId));
  if (used === undefined) return { clock: null, provisional: null, missing: [] };
  const known = needsKnown(stage.counting) ? assertedOf(input.anchors, { kind: 'known', regimeId: regime.id }) : null;
  const from = { at: used.at, precision: used.precision, zone: used.zone, from: { kind: used.kind } };
  const { clock, missing } = shortest(given, from, known?.at ?? null);
  const isAsserted = anchor.candidateId !== null && (known !== null || !needsKnown(stage.counting));
  return { clock: isAsserted ? clock : null, provisional: isAsserted ? null : clock, missing };
}

const needsKnown = ({ strategy }: Counting) => strategy === 'dora-initial';

/**
 * The counting of the variant whose trigger holds. While it is unknown whether one holds, the shortest of what is
 * possible, with the facts that could change it.
 */
function shortest(
  { regime, stage, verdict, input }: StageInput,
  anchor: Parameters<typeof clockOf>[0]['anchor'],
  knownAt: InstantText | null,
): { readonly clock: Clock; readonly missing: readonly string[] } {
  const triggerOf = (code: string) => verdict.triggers.find((trigger) => trigger.code === code);
  const count = (counting: Counting, variantOf: string | null) =>
    clockOf({ regime, stage, counting, variantOf, anchor, knownAt, ...input });
  const missing: string[] = [];
  const possible: Clock[] = [];
  for (const { triggers, counting } of stage.variants ?? []) {
    const held = triggers.find((code) => triggerOf(code)?.holds === 'yes');
    if (held !== undefined) {
      possible.push(count(counting, held));
      return { clock: earliest(possible), missing };
    }
    const open = triggers.filter((code) => triggerOf(code)?.holds === 'unknown');
    if (open.length === 0) continue;
    possible.push(count(counting, open[0] ?? null));
    missing.push(...open.flatMap((code) => triggerOf(code)?.missing ?? []));
  }
  return { clock: earliest([count(stage.counting, null), ...possible]), missing };
}

function earliest(clocks: readonly Clock[]): Clock {
  return clocks.reduce((first, one) =>
    first.due !== null && one.due !== null && isAfter(first.due.at, one.due.at) ? one : first,
  );
}

function stateOf(given: {
  readonly stage: Stage;
  readonly regime: Regime;
  readonly verdict: Verdict;
  readonly filings: readonly Filing[];
  readonly input: AssessInput;
  readonly anchor: AnchorStatus;
  readonly clock: Clock | null;
  readonly filedAt: InstantText | null;
  readonly stageState: ClockState | null;
}): ClockState {
  const { stage, verdict, filings, anchor, clock, filedAt, stageState } = given;
  const now = given.input.now;
  const isLate = clock?.due != null && filedAt !== null && isAfter(filedAt, clock.due.at);
  if (filedAt !== null)
    return isLate ? (stage.force === 'guideline' ? 'filed-after-guideline' : 'filed-late') : 'filed';
  if (filings.some(({ kind }) => kind === 'withdrawal') && standingReports(filings).length === 0) return 'withdrawn';
  if (verdict.applicability !== 'applicable') return verdict.applicability;
  if (stageState !== null) return stageState;
  if (clock === null) return anchor.on === 'filing' ? 'not-started' : 'anchor-missing';
  if (clock.missingCalendar !== null) return 'calendar-missing';
  if (clock.due === null) return 'without-delay';
  if (isAfter(now, clock.due.at)) return pastOf(stage);
  return isDueSoon({ stage, clock, now }) ? 'due-soon' : 'running';
}

function pastOf({ force }: Stage): ClockState {
  switch (force) {
    case 'law':
    case 'contract':
      return 'overdue';
    case 'guideline':
      return 'past-guideline';
    case 'company-rule':
      return 'past-target';
  }
}

const leastSoonMinutes = 15;
const mostSoonMinutes = 7 * 24 * 60;

/** In the window of a guideline; otherwise in the last quarter, a quarter of an hour at least and a week at most. */
function isDueSoon({ stage, clock, now }: { readonly stage: Stage; readonly clock: Clock; readonly now: InstantText }) {
  if (clock.due === null) return false;
  if (clock.window !== null) return dayIn(clock.due.zone, now) >= clock.window.from;
  const due = Date.parse(clock.due.at);
  const quarter = (due - Date.parse(clock.basis.anchorAt)) / 4 / 60_000;
  const minutes = stage.dueSoonMinutes ?? Math.min(Math.max(quarter, leastSoonMinutes), mostSoonMinutes);
  return due - Date.parse(now) <= minutes * 60_000;
}

/** The number of today as the family counts: the day of the anchor is 1, or 0 where it does not count. */
function dayNumberAt({ basis, due }: Clock, now: InstantText): number | null {
  if (due?.kind !== 'day') return null;
  const first = basis.strategy.startsWith('jp-') || basis.strategy === 'guideline-days' ? 1 : 0;
  return dayNumberOf(dayIn(basis.zone, now)) - dayNumberOf(basis.anchorOn) + first;
}
