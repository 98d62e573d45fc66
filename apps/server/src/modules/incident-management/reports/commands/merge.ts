import { openCompartment } from '@matoi/contract';
import { asId, isRefusal, type Refusal, refusal, refuse } from '@matoi/kernel';
import { defineCommand, permitAll, type Reading, type Work } from '../../../../platform/commands/index.ts';
import { findSubject, moveSubject, setParent } from '../../../../platform/subjects/index.ts';
import { recordAct } from '../../../casework/journal/index.ts';
import type { Report } from '../report.model.ts';
import { namesFor, showReport } from '../report.queries.ts';
import { decideReportMove } from '../report.rules.ts';
import { changeReport, findReport } from '../report.store.ts';
import { viewSummary } from '../report.views.ts';
import { loadReport, type OnReport, versioned } from './load.ts';

type Merge = OnReport & { readonly body: { readonly intoId: string } };
type Pair = { readonly from: Report; readonly into: Report };

/**
 * What a merge does: the two end in the more restricted of their compartments, so that nobody sees more than before.
 * Two different restricted ones cannot meet, and a report that is part of an incident moves only with it.
 */
export function decideMerge({ from, into }: Pair): { readonly compartmentId: number } | Refusal {
  if (from.id === into.id) return refusal('reports.merge.same');
  const state = decideReportMove(from.state, 'merge');
  if (isRefusal(state)) return state;
  if (into.mergedInto !== null || into.isWithdrawn) return refusal('reports.merge.target-merged');
  if (from.compartmentId === into.compartmentId) return { compartmentId: into.compartmentId };
  if (from.compartmentId === openCompartment) return { compartmentId: into.compartmentId };
  if (into.compartmentId !== openCompartment || into.handledAs !== null)
    return refusal('reports.merge.compartments-differ');
  return { compartmentId: from.compartmentId };
}

async function loadPair(work: Work, input: Merge): Promise<Pair> {
  const other = await findSubject(work, input.body.intoId, { kind: 'report' });
  const own = await findSubject(work, input.params.id, { kind: 'report' });
  // Always in the same order, so that two merges of the same pair cannot wait for each other.
  const [first, second] = [own.id, other.id].toSorted();
  const one = await findReport(work, first ?? own.id, { forUpdate: true });
  const two = own.id === other.id ? one : await findReport(work, second ?? other.id, { forUpdate: true });
  return own.id === one.id ? { from: one, into: two } : { from: two, into: one };
}

/** Merges a report into another. It keeps everything of its own and is told there; `reports.unmerge` takes it out. */
export const mergeReport = defineCommand({
  id: 'reports.merge',
  load: (work: Work, input: Merge) => loadPair(work, input),
  versioned: {
    of: ({ from }: Pair) => from.version,
    show: (work: Work, { from }: Pair) => showReport(work, from.id),
  },
  permit: permitAll,
  decide: (pair) => decideMerge(pair),
  async record(work, { loaded: { from, into }, change }) {
    const fromId = asId<'Subject'>(from.id);
    const intoId = asId<'Subject'>(into.id);
    await changeReport(work, from.id, {
      state: 'merged',
      stateBeforeMerge: from.state,
      mergedInto: intoId,
      snoozedUntil: null,
    });
    for (const report of [from, into])
      if (report.compartmentId !== change.compartmentId) {
        await moveSubject(work, asId<'Subject'>(report.id), change.compartmentId);
        work.fact(
          { kind: 'subject.moved', from: report.compartmentId, to: change.compartmentId },
          asId<'Subject'>(report.id),
        );
      }
    await setParent(work, fromId, intoId);
    await recordAct(work, fromId, { code: 'report.merged', params: { number: into.number } });
    await recordAct(work, intoId, { code: 'report.taken-in', params: { number: from.number } });
    work.fact({ kind: 'report.changed' }, intoId);
    return {
      subjectId: fromId,
      audit: { into: into.number, intoId: into.id, before: { state: from.state, compartmentId: from.compartmentId } },
      facts: [{ kind: 'report.merged' as const, intoId: into.id }],
      result: from.id,
    };
  },
  show: (work, id) => showReport(work, id),
});

/** Takes a merged report out again in the state it had. It stays in the compartment in which both lie now. */
export const unmergeReport = defineCommand({
  id: 'reports.unmerge',
  load: (work: Work, input: OnReport) => loadReport(work, input),
  versioned,
  permit: permitAll,
  decide(report): { readonly state: 'new' | 'waiting' } | Refusal {
    const state = decideReportMove(report.state, 'unmerge');
    return isRefusal(state) ? state : { state: report.stateBeforeMerge ?? 'new' };
  },
  async record(work, { loaded: report, change }) {
    const id = asId<'Subject'>(report.id);
    await changeReport(work, report.id, { state: change.state, stateBeforeMerge: null, mergedInto: null });
    await setParent(work, id, null);
    await recordAct(work, id, { code: 'report.unmerged', params: {} });
    if (report.mergedInto !== null) {
      const other = asId<'Subject'>(report.mergedInto);
      await recordAct(work, other, { code: 'report.taken-out', params: { number: report.number, reason: '' } });
      work.fact({ kind: 'report.changed' }, other);
    }
    return {
      subjectId: id,
      audit: { before: { mergedInto: report.mergedInto } },
      facts: [{ kind: 'report.unmerged' as const }],
      result: report.id,
    };
  },
  show: (work, id) => showReport(work, id),
});

/** What a merge would do, for a look before it is done. Refuses as the merge would. */
export async function previewMerge(reading: Reading, input: Merge) {
  const own = await findSubject(reading, input.params.id, { kind: 'report' });
  const other = await findSubject(reading, input.body.intoId, { kind: 'report' });
  const pair = { from: await findReport(reading, own.id), into: await findReport(reading, other.id) };
  const decided = decideMerge(pair);
  if (isRefusal(decided)) return refuse(decided.code, decided.params);
  const names = await namesFor(reading, [pair.from, pair.into]);
  return {
    from: viewSummary(pair.from, names),
    into: viewSummary(pair.into, names),
    attachmentCount: pair.from.attachmentCount,
    isMoved: pair.from.compartmentId !== decided.compartmentId,
    isTargetMoved: pair.into.compartmentId !== decided.compartmentId,
  };
}
