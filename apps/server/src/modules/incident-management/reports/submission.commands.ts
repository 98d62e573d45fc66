import { type Locale, openCompartment, type ResponseOf, type RouteWith, type Submission } from '@matoi/contract';
import { asId } from '@matoi/kernel';
import { writeAuditEntries } from '../../../platform/audit/index.ts';
import { defineCommand, permitAll, type Recorded, type Work, writingInto } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { dedupeOf } from '../sources/index.ts';
import { readTriage } from '../triage/index.ts';
import { enterReports } from './commands/enter-reports.ts';
import { type Hints, withProposal } from './proposal.queries.ts';
import { type NewReport, newReport } from './report.model.ts';
import {
  type CheckedItem,
  type KnownReport,
  type OpenReport,
  type Placed,
  type PlannedReport,
  planSubmission,
  type SubmissionPlan,
} from './submission.rules.ts';
import {
  findBySources,
  findOpenByDedupe,
  insertOccurrences,
  lockPairs,
  lockSources,
  raiseCounts,
} from './submission.store.ts';

/** What became of an item, with the report that it is or counts on. */
export type SubmittedItem =
  | { readonly result: 'refused'; readonly fields: CheckedItem['fields'] }
  | {
      readonly result: 'accepted' | 'repeated' | 'counted';
      readonly report: KnownReport;
      readonly compartmentId: number;
    };

/** A submission as it is planned: with what makes it a repetition. */
export function asItem(submission: Submission): CheckedItem {
  return { submission, fields: [], dedupe: dedupeOf(submission) };
}

/** Items that are to lie in one compartment, with what is known there. Their places in the submission are kept. */
type Group = {
  readonly compartmentId: number;
  readonly items: readonly CheckedItem[];
  readonly places: readonly number[];
  readonly reports: ReadonlyMap<Submission, NewReport>;
  readonly known: { readonly bySource: Known; readonly byDedupe: ReadonlyMap<string, OpenReport>; readonly now: Date };
};
type Known = ReadonlyMap<string, KnownReport>;

/**
 * Loads what decides about items that come in together. Their sources are locked: whole for a batch, by pairs for what
 * was asked one by one. A rule may place a report in a compartment that the sender does not see: its repetitions are looked for there.
 */
export async function loadGroups(
  work: Work,
  items: readonly CheckedItem[],
  { isOneByOne = items.length === 1 } = {},
): Promise<readonly Group[]> {
  const all = [...pairsOf(items), ...mattersOf(items)];
  if (isOneByOne) await lockPairs(work, all);
  else
    await lockSources(
      work,
      all.map((pair) => pair.source),
    );
  const { locale } = await readSettings(work.db);
  const triage = await readTriage(work);
  const reports = new Map<Submission, NewReport>();
  const places = new Map<number, number[]>();
  for (const [at, { submission, dedupe }] of items.entries()) {
    const report = submission === null ? null : reportOf(submission, { now: work.now, locale, dedupe });
    const entered =
      report === null || submission === null
        ? null
        : await withProposal(work, report, { attachments: [], hints: hintsOf(submission), triage });
    if (submission !== null && entered !== null) reports.set(submission, entered);
    const compartmentId = entered?.compartmentId ?? openCompartment;
    places.set(compartmentId, [...(places.get(compartmentId) ?? []), at]);
  }
  const groups: Group[] = [];
  for (const [compartmentId, indexes] of places) {
    const own = indexes.flatMap((at) => items[at] ?? []);
    const known = await writingInto(work, compartmentId, async (inner) => ({
      bySource: await findBySources(inner, pairsOf(own)),
      byDedupe: await findOpenByDedupe(inner, mattersOf(own)),
      now: work.now,
    }));
    groups.push({ compartmentId, items: own, places: indexes, reports, known });
  }
  return groups;
}

function pairsOf(items: readonly CheckedItem[]) {
  return items.flatMap(({ submission }) =>
    submission?.source === undefined || submission.externalId === undefined
      ? []
      : [{ source: submission.source, key: submission.externalId }],
  );
}

function mattersOf(items: readonly CheckedItem[]) {
  return items.flatMap(({ submission, dedupe }) =>
    submission?.source === undefined || dedupe === null ? [] : [{ source: submission.source, key: dedupe.key }],
  );
}

function hintsOf({ classHint, severity }: Submission): Hints {
  return { classHint: classHint ?? null, severityHint: severity === undefined ? null : levels[severity] };
}

const levels = { critical: 'high', high: 'high', medium: 'medium', low: 'low' } as const;

function reportOf(
  submission: Submission,
  given: { readonly now: Date; readonly locale: Locale; readonly dedupe: CheckedItem['dedupe'] },
): NewReport {
  const fields = Object.entries(submission.fields ?? {}).map(([label, value]) => ({ label, value }));
  return newReport({
    title: submission.title,
    text: submission.text,
    channel: 'api',
    reporter: { name: submission.reporter?.name ?? null, address: submission.reporter?.address ?? null },
    locale: submission.locale ?? given.locale,
    isAutomatic: submission.reporter?.address === undefined,
    source: submission.source ?? null,
    externalId: submission.externalId ?? null,
    receivedAt: given.now,
    tags: submission.tags ?? [],
    dedupeKey: given.dedupe?.key ?? null,
    occurredAt: submission.occurredAt === undefined ? null : new Date(submission.occurredAt),
    occurredPrecision: submission.occurredAt === undefined ? null : 'instant',
    detectedAt: submission.detectedAt === undefined ? null : new Date(submission.detectedAt),
    link: submission.link ?? null,
    fields: [...hintFields(submission), ...fields],
  });
}

/** What the sender said of the matter in fields of their own; the table of the report shows it with the others. */
function hintFields({ severity, rule, hosts }: Submission): { label: string; value: string }[] {
  return [
    ...(severity === undefined ? [] : [{ label: 'severity', value: severity }]),
    ...(rule === undefined ? [] : [{ label: 'rule', value: rule }]),
    ...(hosts === undefined || hosts.length === 0 ? [] : [{ label: 'hosts', value: hosts.join('\n') }]),
  ];
}

type PlannedGroup = Group & { readonly plan: SubmissionPlan };

export const planGroups = (groups: readonly Group[]): readonly PlannedGroup[] =>
  groups.map((group) => ({ ...group, plan: planSubmission(group.items, group.known) }));

/**
 * Carries out the plans: new reports, counts, and the facts of both. Of a batch only the first new report is told to the
 * team; all of them stand in the inbox at once.
 */
export async function carryOut(work: Work, groups: readonly PlannedGroup[]): Promise<readonly SubmittedItem[]> {
  const items: SubmittedItem[] = [];
  let isFirst = true;
  for (const group of groups) {
    const made = await writingInto(work, group.compartmentId, (inner) => carryOutGroup(inner, group, isFirst));
    isFirst &&= group.plan.reports.length === 0;
    for (const [at, place] of group.places.entries()) {
      const item = made[at];
      if (item !== undefined) items[place] = item;
    }
  }
  return items;
}

async function carryOutGroup(
  work: Work,
  { plan, reports: entries, compartmentId }: PlannedGroup,
  isFirst: boolean,
): Promise<readonly SubmittedItem[]> {
  const entered = await enterReports(
    work,
    plan.reports.flatMap(({ submission, count, lastEventAt }) => {
      const report = entries.get(submission);
      return report === undefined ? [] : [{ report: { ...report, occurrenceCount: count }, lastEventAt }];
    }),
  );
  const reports = new Map<PlannedReport, KnownReport>();
  for (const [at, planned] of plan.reports.entries()) {
    const report = entered[at];
    if (report === undefined) continue;
    reports.set(planned, { id: report.id, number: report.number, receivedAt: work.now });
    const automaticMail = planned.submission.reporter?.address === undefined;
    const others = isFirst && at === 0 ? {} : { isOneOfMany: true };
    work.fact({ kind: 'report.received', channel: 'api', automaticMail, ...others }, report.id);
  }
  const counts = await raiseCounts(
    work,
    plan.counts.map(({ report, count, lastEventAt }) => ({ id: report.id, count, lastEventAt })),
  );
  for (const { report, count } of plan.counts) {
    // A flood on one report is no flood of facts: whoever looks is told as the count doubles.
    const total = counts.get(report.id) ?? 0;
    if (Math.floor(Math.log2(total)) > Math.floor(Math.log2(Math.max(1, total - count))))
      work.fact({ kind: 'report.counted' }, asId<'Subject'>(report.id));
  }
  await insertOccurrences(work, [
    ...plan.counts.flatMap(({ report, occurrences }) =>
      occurrences.map((occurrence) => ({ reportId: report.id, occurrence })),
    ),
    ...plan.reports.flatMap((planned) =>
      planned.occurrences.map((occurrence) => ({ reportId: reports.get(planned)?.id ?? '', occurrence })),
    ),
  ]);
  return plan.placed.map((placed) => itemOf(placed, { reports, compartmentId }));
}

type Entered = { readonly reports: ReadonlyMap<PlannedReport, KnownReport>; readonly compartmentId: number };

function itemOf(placed: Placed, { reports, compartmentId }: Entered): SubmittedItem {
  if (placed.result === 'refused') return placed;
  const report = 'known' in placed ? placed.known : reports.get(placed.planned);
  if (report === undefined) throw new TypeError('a planned report was not entered');
  return { result: placed.result, report, compartmentId };
}

/**
 * What the audit entry of items that came in together says. Everybody who reads the log reads it, so it tells of the open
 * ones only; a report that a rule put elsewhere gets an entry of its own, which is seen like the report.
 */
export async function auditOfItems(work: Work, items: readonly SubmittedItem[]) {
  const isElsewhere = (item: SubmittedItem) => item.result !== 'refused' && item.compartmentId !== openCompartment;
  const entered = items.flatMap((item) => (item.result === 'accepted' && isElsewhere(item) ? [item] : []));
  for (const compartmentId of new Set(entered.map((item) => item.compartmentId))) {
    const there = entered.filter((item) => item.compartmentId === compartmentId);
    await writingInto(work, compartmentId, (inner) => writeAuditEntries(inner, there.map(entryOf(inner))));
  }
  const open = items.filter((item) => !isElsewhere(item));
  const numbers = open.flatMap((item) => (item.result === 'accepted' ? [item.report.number] : []));
  return { counts: batchOf(open), numbers };
}

const entryOf =
  ({ actor }: Pick<Work, 'actor'>) =>
  ({ report: { id, number } }: { readonly report: KnownReport }) => ({
    action: 'reports.submit',
    subjectId: asId<'Subject'>(id),
    about: null,
    detail: { number },
    requestId: null,
    actor,
  });

type Taken = Exclude<SubmittedItem, { readonly result: 'refused' }>;

/** What is recorded of a report that was handed in by itself. */
function submitted(item: SubmittedItem | undefined, { source, externalId }: Submission): Recorded<Taken> {
  if (item === undefined || item.result === 'refused') throw new TypeError('a submission has no result');
  const { id, number } = item.report;
  return {
    subjectId: asId<'Subject'>(id),
    audit:
      item.result === 'accepted'
        ? { number, source: source ?? null, externalId: externalId ?? null }
        : { result: item.result },
    facts: [],
    result: item,
  };
}

/** Takes a report over the API: a new one, the one that its source handed in before, or a count on one that is open. */
export const submitReport = defineCommand({
  id: 'reports.submit',
  writesInto: [openCompartment],
  load: (work: Work, input: Submission) => loadGroups(work, [asItem(input)]),
  permit: permitAll,
  decide: (groups) => planGroups(groups),
  async record(work, { change: groups, input }) {
    const [item] = await carryOut(work, groups);
    return submitted(item, input);
  },
  async together(work, inputs) {
    const groups = await loadGroups(work, inputs.map(asItem), { isOneByOne: true });
    const items = await carryOut(work, planGroups(groups));
    return inputs.map((input, at) => submitted(items[at], input));
  },
  show: async (_work, { result, report }): Promise<ResponseOf<RouteWith<'reports.submit'>>> => ({
    id: report.id,
    number: report.number,
    receivedAt: report.receivedAt.toISOString(),
    isRepeated: result === 'repeated',
    isCounted: result === 'counted',
  }),
});

/** How many items went which way. */
const batchOf = (items: readonly SubmittedItem[]) => {
  const of = (result: SubmittedItem['result']) => items.filter((item) => item.result === result).length;
  return { accepted: of('accepted'), repeated: of('repeated'), counted: of('counted'), refused: of('refused') };
};

/**
 * Takes reports that come in together: one transaction, one result for each item, one audit entry that names them.
 * Items were checked before, one by one.
 */
export const submitBatch = defineCommand({
  id: 'reports.submit-batch',
  writesInto: [openCompartment],
  load: (work: Work, items: readonly CheckedItem[]) => loadGroups(work, items),
  permit: permitAll,
  decide: (groups) => planGroups(groups),
  async record(work, { change: groups }) {
    const items = await carryOut(work, groups);
    return {
      subjectId: null,
      about: { compartmentId: openCompartment },
      audit: await auditOfItems(work, items),
      facts: [],
      result: items,
    };
  },
  show: async (_work, items): Promise<ResponseOf<RouteWith<'reports.submit-batch'>>> => ({
    items: items.map((item, index) =>
      item.result === 'refused'
        ? {
            index,
            result: 'refused',
            id: null,
            number: null,
            refusal: { code: 'request.read.invalid', fields: item.fields.map(({ path, code }) => ({ path, code })) },
          }
        : { index, result: item.result, id: item.report.id, number: item.report.number, refusal: null },
    ),
    counts: batchOf(items),
  }),
});
