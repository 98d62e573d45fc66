import type { Submission, SubmissionResult } from '@matoi/contract';

/** One item of a submission after it was checked by itself. */
export type CheckedItem = {
  readonly submission: Submission | null;
  readonly fields: readonly { readonly path: string; readonly code: string }[];
  /** What makes it a repetition; null when repetitions of it are not counted. */
  readonly dedupe: { readonly key: string; readonly minutes: number } | null;
};

/** A report that is there already. */
export type KnownReport = { readonly id: string; readonly number: string; readonly receivedAt: Date };
/** An open report on which repetitions are counted, and when the last of them happened. */
export type OpenReport = KnownReport & { readonly lastEventAt: Date };

/** A report to enter. `count` and `lastEventAt` include the repetitions of the same batch. */
export type PlannedReport = {
  readonly submission: Submission;
  readonly dedupeKey: string | null;
  count: number;
  lastEventAt: Date;
  readonly occurrences: Occurrence[];
};
export type Occurrence = { readonly source: string; readonly externalId: string; readonly eventAt: Date };
/** What is counted on a report that is there. */
export type PlannedCount = {
  readonly report: KnownReport;
  count: number;
  lastEventAt: Date;
  readonly occurrences: Occurrence[];
};

/** Where an item went: a report of the plan, one that was there, or nowhere. */
export type Placed =
  | { readonly result: 'refused'; readonly fields: CheckedItem['fields'] }
  | { readonly result: Exclude<SubmissionResult, 'refused'>; readonly known: KnownReport }
  | { readonly result: Exclude<SubmissionResult, 'refused'>; readonly planned: PlannedReport };

export type SubmissionPlan = {
  readonly placed: readonly Placed[];
  readonly reports: readonly PlannedReport[];
  readonly counts: readonly PlannedCount[];
};

/** The name of a pair in the maps of a plan. */
export function pairOf(source: string, key: string): string {
  return JSON.stringify([source, key]);
}

/**
 * Decides what becomes of each item, in order: known by source and id → repeated; like an open report within its window
 * → counted there; otherwise a new report, on which later items of the same batch count. Times are those of the events,
 * so that what is handed in late is judged like what came at once; an event of the future counts as now.
 */
export function planSubmission(
  items: readonly CheckedItem[],
  known: {
    readonly bySource: ReadonlyMap<string, KnownReport>;
    readonly byDedupe: ReadonlyMap<string, OpenReport>;
    readonly now: Date;
  },
): SubmissionPlan {
  const reports: PlannedReport[] = [];
  const counts = new Map<string, PlannedCount>();
  const seen = new Map<string, Placed>();
  const open = new Map<string, PlannedReport>();
  const place = ({ submission, fields, dedupe }: CheckedItem): Placed => {
    if (submission === null) return { result: 'refused', fields };
    const { source, externalId } = submission;
    const own = source === undefined || externalId === undefined ? null : pairOf(source, externalId);
    const earlier = own === null ? undefined : known.bySource.get(own);
    if (earlier !== undefined) return { result: 'repeated', known: earlier };
    const seenHere = own === null ? undefined : seen.get(own);
    if (seenHere !== undefined && seenHere.result !== 'refused') return { ...seenHere, result: 'repeated' };
    const placed = placeNew(submission, dedupe);
    if (own !== null) seen.set(own, placed);
    return placed;
  };
  const placeNew = (submission: Submission, dedupe: CheckedItem['dedupe']): Placed => {
    const eventAt = eventOf(submission, known.now);
    const count = submission.count ?? 1;
    const pair = dedupe === null ? null : pairOf(submission.source ?? '', dedupe.key);
    const planned = pair === null ? undefined : open.get(pair);
    if (planned !== undefined && isWithin(planned.lastEventAt, eventAt, dedupe?.minutes ?? 0)) {
      add(planned, submission, { count, eventAt });
      return { result: 'counted', planned };
    }
    const there = pair === null ? undefined : known.byDedupe.get(pair);
    if (there !== undefined && planned === undefined) {
      const counting = counts.get(there.id) ?? {
        report: there,
        count: 0,
        lastEventAt: there.lastEventAt,
        occurrences: [],
      };
      if (isWithin(counting.lastEventAt, eventAt, dedupe?.minutes ?? 0)) {
        add(counting, submission, { count, eventAt });
        counts.set(there.id, counting);
        return { result: 'counted', known: there };
      }
    }
    const report: PlannedReport = {
      submission,
      dedupeKey: dedupe?.key ?? null,
      count,
      lastEventAt: eventAt,
      occurrences: [],
    };
    reports.push(report);
    if (pair !== null) open.set(pair, report);
    return { result: 'accepted', planned: report };
  };
  return { placed: items.map(place), reports, counts: [...counts.values()] };
}

function eventOf({ occurredAt, detectedAt }: Submission, now: Date): Date {
  const said = new Date(occurredAt ?? detectedAt ?? now);
  return said > now ? now : said;
}

function isWithin(last: Date, eventAt: Date, minutes: number): boolean {
  return Math.abs(eventAt.getTime() - last.getTime()) <= minutes * 60_000;
}

function add(
  to: { count: number; lastEventAt: Date; readonly occurrences: Occurrence[] },
  { source, externalId }: Submission,
  event: { readonly count: number; readonly eventAt: Date },
): void {
  to.count += event.count;
  if (event.eventAt > to.lastEventAt) to.lastEventAt = event.eventAt;
  if (source !== undefined && externalId !== undefined)
    to.occurrences.push({ source, externalId, eventAt: event.eventAt });
}
