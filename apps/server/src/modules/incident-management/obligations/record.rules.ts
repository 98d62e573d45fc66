import type { DutyFiling } from './filing.model.ts';
import type { AnchorCandidate, Assessment, ClockState, Fact, Facts, Filing, Ruling } from './obligation.model.ts';
import type { AnchorChoice, AnchorEntry, FactEntry, RulingEntry } from './record.model.ts';
import type { StoredClock } from './stored.model.ts';

/** What counts of each field: the newest word. The entries come with the newest first. */
export function factsOf(entries: readonly FactEntry[]): Readonly<Record<string, Fact>> {
  const facts: Record<string, Fact> = {};
  for (const entry of entries)
    facts[entry.code] ??= {
      state: entry.state,
      value: entry.value,
      source: entry.source === '' ? entry.recordedBy.name : entry.source,
      at: entry.recordedAt.toISOString(),
    };
  return facts;
}

/** The candidates, each with the assertion that makes it count. The choices come with the newest first. */
export function candidatesOf(
  entries: readonly AnchorEntry[],
  choices: readonly AnchorChoice[],
): readonly AnchorCandidate[] {
  return entries.map((entry) => {
    const choice = choices.find((one) => one.kind === entry.kind && one.regimeId === entry.regimeId);
    return {
      id: entry.id,
      kind: entry.kind,
      regimeId: entry.regimeId,
      at: entry.at.toISOString(),
      precision: entry.precision,
      zone: entry.zone,
      source: entry.who,
      evidence: entry.evidence === '' ? null : entry.evidence,
      assertion:
        choice?.anchorId === entry.id
          ? { by: choice.chosenBy.name, at: choice.chosenAt.toISOString(), reason: choice.reason }
          : null,
    };
  });
}

/** The word that counts about each regime. The entries come with the newest first. */
export function rulingsOf(entries: readonly RulingEntry[]): readonly Ruling[] {
  const newest = new Map<string, RulingEntry>();
  for (const entry of entries) if (!newest.has(entry.regimeId)) newest.set(entry.regimeId, entry);
  return [...newest.values()]
    .filter(({ ruling }) => ruling !== 'by-rule')
    .map((entry) => ({
      regimeId: entry.regimeId,
      applies: entry.ruling === 'applicable',
      by: entry.ruledBy.name,
      at: entry.ruledAt.toISOString(),
      reason: entry.reason,
    }));
}

/** What has been filed, as the rules want to know it. */
export function filedOf(filings: readonly DutyFiling[]): readonly Filing[] {
  return filings.flatMap(({ id, regimeId, stage, recipient, kind, filed }) =>
    filed === null ? [] : [{ id, regimeId, stage, recipient, kind, filedAt: filed.at.toISOString(), told: filed.told }],
  );
}

/** Whether something is still to be done about a stage. What is not due because it does not apply is nothing to do. */
const isOpenIn: Readonly<Record<ClockState, boolean>> = {
  'switched-off': false,
  'not-in-force': false,
  'scope-undeclared': false,
  'not-applicable': false,
  'needs-fact': false,
  'anchor-missing': true,
  'not-started': true,
  'calendar-missing': true,
  'without-delay': true,
  running: true,
  'due-soon': true,
  overdue: true,
  'past-guideline': true,
  'past-target': true,
  filed: false,
  'filed-late': false,
  'filed-after-guideline': false,
  withdrawn: false,
};

export const isOpenState = (state: ClockState) => isOpenIn[state];

/** The clocks of an assessment for lists: one for each stage of what applies. */
export function clocksOf(assessments: readonly Assessment[]): readonly Omit<StoredClock, 'id' | 'subjectId'>[] {
  return assessments
    .filter(({ verdict }) => verdict.applicability === 'applicable')
    .flatMap(({ regimeId, version, shortName, stages }) =>
      stages
        .filter(({ state }) => isOpenIn[state] || state.startsWith('filed'))
        .map(({ stage, name, force, state, clock, isMandatory }) => ({
          regimeId,
          regimeVersion: version,
          stage,
          force,
          name: { ja: `${shortName.ja} ${name.ja}`, en: `${shortName.en}: ${name.en}` },
          state,
          dueAt: clock?.due == null ? null : new Date(clock.due.at),
          dueOn: clock?.due?.kind === 'day' ? clock.due.on : null,
          isOpen: isOpenIn[state] && isMandatory,
        })),
    );
}

/** The state of a stored clock at a moment: time alone makes it late, by law otherwise than by guideline. */
export function stateAt(clock: Pick<StoredClock, 'state' | 'force' | 'dueAt'>, now: Date): ClockState {
  const { state, force, dueAt } = clock;
  if (dueAt === null || dueAt > now || (state !== 'running' && state !== 'due-soon')) return state;
  switch (force) {
    case 'law':
    case 'contract':
      return 'overdue';
    case 'guideline':
      return 'past-guideline';
    case 'company-rule':
      return 'past-target';
    default:
      return force satisfies never;
  }
}

/** Facts that could start, stop or change a clock and are not known, in the order of the regimes that ask. */
export function askedFactsOf(assessments: readonly Assessment[]): readonly string[] {
  return [
    ...new Set(
      assessments.flatMap(({ verdict, stages }) => {
        const { applicability, missing } = verdict;
        if (applicability !== 'needs-fact' && applicability !== 'applicable') return [];
        return [...missing, ...(applicability === 'applicable' ? stages.flatMap((stage) => stage.missing) : [])];
      }),
    ),
  ];
}

/** The facts with those that other parts of the program know, where nobody said anything by hand. */
export function withDerived(facts: Facts, derived: Facts): Facts {
  const said = Object.entries(facts).filter(([, fact]) => fact !== undefined && fact.state !== 'unknown');
  return { ...derived, ...Object.fromEntries(said) };
}
