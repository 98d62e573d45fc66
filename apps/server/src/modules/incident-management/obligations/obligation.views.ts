import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import type { DutyFiling } from './filing.model.ts';
import type {
  AnchorCandidate,
  Assessment,
  Clock,
  DraftSection,
  Fact,
  FactConflict,
  FactDifference,
  FactValue,
  Regime,
  ScopeQuestion,
  Sentence,
  StageAssessment,
} from './obligation.model.ts';
import type { AnchorEntry, FactEntry } from './record.model.ts';
import { stateAt } from './record.rules.ts';
import type { StoredClock } from './stored.model.ts';
import type { Telling } from './telling.model.ts';
import type { PlanRow } from './telling.rules.ts';

type Shown = ResponseOf<RouteWith<'obligations.show'>>;
type Duty = Shown['items'][number];
type Counted = NonNullable<Duty['stages'][number]['clock']>;

const spoken = ({ ja, en }: Sentence) => ({ ja: [...ja], en: [...en] });
export const plainValue = (value: FactValue | null) =>
  typeof value === 'object' && value !== null ? [...value] : value;

/** A duty as the contract describes it, with the sources of the version of the rule that was used. */
export function viewDuty(assessment: Assessment, regimes: readonly Regime[]): Duty {
  const { regimeId, version, verdict } = assessment;
  const regime = regimes.find((one) => one.id === regimeId && one.version === version);
  return {
    regimeId,
    version,
    name: assessment.name,
    shortName: assessment.shortName,
    kind: assessment.kind,
    confidence: assessment.confidence,
    sources: (regime?.sources ?? []).map(({ title, clause, url, readOn }) => ({
      title,
      clause: clause ?? null,
      url: url ?? null,
      readOn,
    })),
    verdict: {
      applicability: verdict.applicability,
      computed: verdict.computed,
      reason: spoken(verdict.reason),
      triggers: verdict.triggers.map(({ code, name, clause, holds, isPrecaution, uses, missing }) => ({
        ...{ code, name, clause, holds, isPrecaution },
        uses: uses.map(({ from, key, state, value }) => ({ from, key, state, value: plainValue(value) })),
        missing: [...missing],
      })),
      missing: [...verdict.missing],
      ruling:
        verdict.ruling === null
          ? null
          : {
              applies: verdict.ruling.applies,
              by: verdict.ruling.by,
              at: verdict.ruling.at,
              reason: verdict.ruling.reason,
            },
      isRulingContradicted: verdict.isRulingContradicted,
    },
    stages: assessment.stages.map(viewStage),
  };
}

function viewStage(stage: StageAssessment): Duty['stages'][number] {
  const { anchor } = stage;
  return {
    stage: stage.stage,
    name: stage.name,
    force: stage.force,
    isMandatory: stage.isMandatory,
    state: stage.state,
    anchor: { ...anchor, candidates: [...anchor.candidates] },
    clock: stage.clock === null ? null : viewCounted(stage.clock),
    provisional: stage.provisional === null ? null : viewCounted(stage.provisional),
    dayNumber: stage.dayNumber,
    filedAt: stage.filedAt,
    recipients: stage.recipients.map((recipient) => ({ ...recipient })),
    missing: [...stage.missing],
    note: stage.note,
  };
}

function viewCounted({ due, window, readings, safeOn, missingCalendar, basis, explanation }: Clock): Counted {
  return {
    due: due === null ? null : { kind: due.kind, on: due.kind === 'day' ? due.on : null, at: due.at, zone: due.zone },
    window: window === null ? null : { ...window },
    readings: readings.map(({ name, on }) => ({ name, on })),
    safeOn,
    missingCalendar: missingCalendar === null ? null : { ...missingCalendar },
    basis: { ...basis, calendar: basis.calendar === null ? null : { ...basis.calendar } },
    explanation: spoken(explanation),
  };
}

/** What counts of a field; `fact` is null where an entry of the history is shown as it is. */
export function viewEntry(
  key: string,
  fact: Fact | null,
  given: { readonly entry: FactEntry | null; readonly changes: number },
): Shown['facts'][number] {
  const { entry, changes } = given;
  const said = fact ?? entry;
  return {
    key,
    state: said?.state ?? 'unknown',
    value: plainValue(said?.value ?? null),
    source: said?.source ?? '',
    note: entry?.note ?? '',
    recordedAt: entry?.recordedAt.toISOString() ?? fact?.at ?? new Date(0).toISOString(),
    recordedBy: entry?.recordedBy ?? { kind: 'system', id: 'obligations', name: 'obligations' },
    isDerived: entry === null,
    changes,
  };
}

export function viewAnchor(entry: AnchorEntry, candidates: readonly AnchorCandidate[]): Shown['anchors'][number] {
  const candidate = candidates.find(({ id }) => id === entry.id);
  return {
    id: entry.id,
    kind: entry.kind,
    regimeId: entry.regimeId,
    at: entry.at.toISOString(),
    precision: entry.precision,
    zone: entry.zone,
    source: entry.who,
    evidence: entry.evidence,
    origin: entry.origin,
    recordedAt: entry.recordedAt.toISOString(),
    recordedBy: entry.recordedBy,
    assertion: candidate?.assertion == null ? null : { ...candidate.assertion },
  };
}

export function viewFilingRow(filing: DutyFiling, sections: readonly DraftSection[]): Shown['filings'][number] {
  const { id, regimeId, stage, recipient, kind, state, approval, filed } = filing;
  return {
    ...{ id, regimeId, stage, recipient, kind, state },
    changedAt: filing.changedAt.toISOString(),
    changedBy: filing.changedBy,
    approvedBy: approval?.by ?? null,
    filedAt: filed?.at.toISOString() ?? null,
    channel: filed?.channel ?? null,
    receipt: filed?.receipt ?? null,
    filled: sections.filter(({ completeness }) => completeness === 'filled').length,
    sections: sections.length,
  };
}

export function viewClock(
  clock: StoredClock,
  subject: SubjectLink,
  now: Date,
): ResponseOf<RouteWith<'obligations.clocks'>>['items'][number] {
  const { regimeId, stage, name, force, dueAt, dueOn } = clock;
  return {
    ...{ subject, regimeId, stage, name, force },
    state: stateAt(clock, now),
    due: dueAt === null ? null : { at: dueAt.toISOString(), on: dueOn },
  };
}

export function viewQuestion(question: ScopeQuestion) {
  const { key, type, hint, choices } = question;
  return { key, type, question: question.question, hint: hint ?? null, choices: [...(choices ?? [])] };
}

/** A line of the communication plan, with who holds the role now. */
export function viewPlanRow({ telling, role, ...row }: PlanRow, holders: ReadonlyMap<string, readonly string[]>) {
  return { ...row, holders: [...(holders.get(role ?? '') ?? [])], tellingId: telling?.id ?? null };
}

export function viewTelling({ told, toldAt, recordedAt, takenBack, ...telling }: Telling): Shown['tellings'][number] {
  const { regimeVersion: _, ...rest } = telling;
  return {
    ...rest,
    toldAt: toldAt.toISOString(),
    told: Object.entries(told).flatMap(([key, fact]) => (fact === undefined ? [] : [{ key, fact: toldFact(fact) }])),
    recordedAt: recordedAt.toISOString(),
    takenBack: takenBack === null ? null : { ...takenBack, at: takenBack.at.toISOString() },
  };
}

const toldFact = ({ state, value }: Fact) => ({ state, value: plainValue(value) });

/** What a later word says otherwise than an earlier one. */
export function viewDifference({ key, before, after }: FactDifference) {
  return {
    key,
    before: before === null ? null : toldFact(before),
    after: after === null ? null : toldFact(after),
  };
}

/** Where recipients were told different things, with the names of the newest version of their rules. */
export function viewConflict({ key, told }: FactConflict, regimes: readonly Regime[]) {
  const nameOf = ({ regimeId, recipient }: FactConflict['told'][number]) => {
    const [code = '', value] = recipient.split(':');
    const name = regimes.findLast(({ id }) => id === regimeId)?.recipients.find((one) => one.code === code)?.name;
    const suffix = value === undefined ? { ja: '', en: '' } : { ja: `（${value}）`, en: ` (${value})` };
    return name === undefined ? { ja: recipient, en: recipient } : { ja: name.ja + suffix.ja, en: name.en + suffix.en };
  };
  return { key, told: told.map((one) => ({ ...one, name: nameOf(one), fact: toldFact(one.fact) })) };
}
