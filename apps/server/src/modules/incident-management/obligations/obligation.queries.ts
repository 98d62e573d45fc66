import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import type { Page } from '../../../platform/lists/index.ts';
import { findSubject, mayAnnotate, subjectLink } from '../../../platform/subjects/index.ts';
import { membersHolding } from '../../governance/team/index.ts';
import { closedDaysAround } from './closed-day.rules.ts';
import { composeFiling } from './composed.queries.ts';
import { conflictsBetween, differencesBetween } from './draft.rules.ts';
import type { DutyFiling, Filed } from './filing.model.ts';
import { toldOf } from './filing.rules.ts';
import { type Ground, groundOf, judge } from './gather.queries.ts';
import type { RegimeKind } from './obligation.model.ts';
import {
  viewAnchor,
  viewClock,
  viewConflict,
  viewDifference,
  viewDuty,
  viewEntry,
  viewFilingRow,
  viewPlanRow,
  viewQuestion,
  viewTelling,
} from './obligation.views.ts';
import { factEntries } from './record.store.ts';
import { factFields, factGroups, homeCalendar, scopeQuestions } from './shipped.queries.ts';
import type { StoredClock } from './stored.model.ts';
import { clocksByDue, nextClocksOf, openClocksOn, storedAssessment } from './stored.store.ts';
import { type PlanRow, planOf } from './telling.rules.ts';

/** Everything about the duties of a record, judged at the moment of the reading. */
export async function showObligations(
  reading: Reading,
  ref: string,
): Promise<ResponseOf<RouteWith<'obligations.show'>>> {
  const subject = await findSubject(reading, ref);
  const refused = await mayAnnotate(reading, subject);
  const ground = await groundOf(reading, subject);
  const { assessments, asked } = judge(ground, reading.now);
  return {
    items: assessments.map((assessment) => viewDuty(assessment, ground.input.regimes)),
    facts: factsShown(ground),
    asked: [...asked],
    anchors: ground.anchors.map((anchor) => viewAnchor(anchor, ground.candidates)),
    filings: ground.filings.map((filing) => viewFilingRow(filing, sectionsOf(filing, ground))),
    changed: changedSince(ground),
    conflicts: conflictsBetween(ground.input.filings).map((one) => viewConflict(one, ground.input.regimes)),
    plan: await planShown(reading, planOf({ assessments, regimes: ground.input.regimes, tellings: ground.tellings })),
    tellings: ground.tellings.map(viewTelling),
    closedDays: [...closedDaysAround(homeCalendar, { zone: ground.zone, now: reading.now })],
    can: { change: refused === null && (subject.kind === 'incident' || subject.kind === 'report') },
  };
}

/** The lines of the plan with the names of those who hold the roles that it names, at the moment of the reading. */
async function planShown(reading: Reading, rows: readonly PlanRow[]) {
  const holders = new Map<string, readonly string[]>();
  for (const roleKey of new Set(rows.flatMap(({ role }) => role ?? []))) {
    const people = await membersHolding(reading.db, { roleKey, at: reading.now });
    holders.set(
      roleKey,
      people.map(({ name }) => name),
    );
  }
  return rows.map((row) => viewPlanRow(row, holders));
}

const sectionsOf = (filing: Ground['filings'][number], ground: Ground) =>
  filing.filed === null ? composeFiling(filing, ground).sections : filing.filed.text.sections;

/** What counts of each field, whether somebody said it or another part of the record does. */
function factsShown({ entries, input }: Ground): ReturnType<typeof viewEntry>[] {
  const counted = new Map<string, number>();
  for (const { code } of entries) counted.set(code, (counted.get(code) ?? 0) + 1);
  return Object.entries(input.facts).flatMap(([key, fact]) => {
    if (fact === undefined) return [];
    const entry = entries.find(({ code }) => code === key);
    return [viewEntry(key, fact, { entry: entry ?? null, changes: counted.get(key) ?? 0 })];
  });
}

/** What is known otherwise today than each recipient was told last. */
function changedSince(ground: Ground) {
  const latest = new Map<string, DutyFiling & { readonly filed: Filed }>();
  for (const filing of ground.filings) {
    const { filed } = filing;
    if (filed === null) continue;
    const key = `${filing.regimeId} ${filing.recipient}`;
    const known = latest.get(key);
    if (known === undefined || known.filed.at < filed.at) latest.set(key, { ...filing, filed });
  }
  return [...latest.values()].flatMap((filing) => {
    if (filing.kind === 'withdrawal') return [];
    const today = toldOf(composeFiling(filing, ground));
    const differences = differencesBetween(filing.filed.told, today).map(viewDifference);
    return differences.length === 0 ? [] : [{ filingId: filing.id, differences }];
  });
}

/** What was said about one field, the newest first. */
export async function showFactHistory(
  reading: Reading,
  ref: string,
  key: string,
): Promise<ResponseOf<RouteWith<'obligations.fact-history'>>> {
  const subject = await findSubject(reading, ref);
  const entries = (await factEntries(reading, subject.id)).filter(({ code }) => code === key);
  return {
    items: entries.map((entry) => {
      const { changes: _, ...shown } = viewEntry(key, null, { entry, changes: 0 });
      return shown;
    }),
  };
}

/** The clocks of a record in short: for its overview and its header. */
export async function showClocks(reading: Reading, ref: string): Promise<ResponseOf<RouteWith<'obligations.clocks'>>> {
  const subject = await findSubject(reading, ref);
  const clocks = await openClocksOn(reading, subject.id);
  const stored = await storedAssessment(reading, subject.id);
  const undeclared = stored?.result.assessments.filter(({ verdict }) => verdict.applicability === 'scope-undeclared');
  return {
    items: clocks.map((clock) => viewClock(clock, subjectLink(subject), reading.now)),
    asked: stored?.result.asked.length ?? 0,
    undeclared: undeclared?.length ?? 0,
  };
}

/** The fields of reports and the questions about the team, with their words. */
export function showVocabulary(): ResponseOf<RouteWith<'obligations.vocabulary'>> {
  return {
    groups: factGroups.map(({ group, name }) => ({ group, name })),
    fields: factFields.map((field) => ({
      key: field.key,
      group: field.group,
      type: field.type,
      name: field.name,
      hint: field.hint ?? null,
      unit: field.unit ?? null,
      choices: [...(field.choices ?? [])],
      isDecisive: field.isDecisive,
    })),
    questions: scopeQuestions.map(viewQuestion),
  };
}

/** The clock of a record that ends first; null where none has an end. `subjectId` is an id. */
export async function nextClockOn(reading: Reading, subjectId: string): Promise<StoredClock | null> {
  return (await nextClocksOf(reading, [subjectId])).get(subjectId) ?? null;
}

/** What is still to be filed on a record: the nearest first, what has no date behind. */
export function clocksOn(reading: Reading, subjectId: string): Promise<readonly StoredClock[]> {
  return openClocksOn(reading, subjectId);
}

/** Stages that law or contract demand and that were not filed, for whoever closes the record. */
export async function unfinishedOn(reading: Reading, subjectId: string): Promise<readonly StoredClock[]> {
  const open = await openClocksOn(reading, subjectId);
  return open.filter(({ force }) => force === 'law' || force === 'contract');
}

/** Fields that could start, stop or change a clock of a record and are not known, with their words. */
export async function askedFacts(reading: Reading, subjectId: string) {
  const stored = await storedAssessment(reading, subjectId);
  const asked = stored?.result.asked ?? [];
  return asked.flatMap((key) => factFields.find((field) => field.key === key) ?? []);
}

/** The nearest ends of all records that the actor sees; what is law and what is a guideline is asked for apart. */
export function clocksDue(
  reading: Reading,
  asked: { readonly forces: readonly RegimeKind[]; readonly limit: number },
): Promise<Page<StoredClock>> {
  return clocksByDue(reading, asked);
}
