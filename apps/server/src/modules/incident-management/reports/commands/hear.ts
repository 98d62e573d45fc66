import type { ReportState } from '@matoi/contract';
import { asId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../../platform/commands/index.ts';
import { recordAct } from '../../../casework/journal/index.ts';
import type { Report } from '../report.model.ts';
import { canMove, decideReportMove } from '../report.rules.ts';
import { changeReport, findReport } from '../report.store.ts';

type Heard = { readonly reportId: string; readonly what: 'reply' | 'bounce' };

/** What is said to a merged report is told where it is told now, however often it was merged. */
async function loadHeard(work: Work, input: Heard): Promise<Report> {
  let report = await findReport(work, input.reportId, { forUpdate: true });
  while (report.mergedInto !== null) report = await findReport(work, report.mergedInto, { forUpdate: true });
  return report;
}

/**
 * Brings a report back into sight because something arrived for it: an answer, or a mail of ours that came back. What
 * waited or was closed is new again; what is part of an incident stays there and is marked.
 */
export const hearOfReport = defineCommand({
  id: 'reports.hear',
  load: (work: Work, input: Heard) => loadHeard(work, input),
  permit: permitAll,
  decide(report, { what }): { readonly state: ReportState } {
    if (what === 'bounce' || !canMove(report.state, 'receive') || report.isWithdrawn) return { state: report.state };
    const state = decideReportMove(report.state, 'receive');
    return { state: typeof state === 'string' ? state : report.state };
  },
  async record(work, { loaded: report, change, input }) {
    const id = asId<'Subject'>(report.id);
    const isReopened = report.state === 'closed' && change.state !== 'closed';
    await changeReport(work, report.id, {
      state: change.state,
      newsAt: work.now,
      snoozedUntil: null,
      ...(isReopened ? { closing: null, handedTo: null } : {}),
    });
    if (isReopened) await recordAct(work, id, { code: 'report.reopened-by-reply', params: {} });
    return {
      subjectId: id,
      audit: { what: input.what, before: { state: report.state, closing: report.closing }, after: change },
      facts: [isReopened ? { kind: 'report.reopened' as const } : { kind: 'report.changed' as const }],
      result: null,
    };
  },
  show: async () => null,
});

/** Remembers when the team answered for the first time, for the clock of the first response. */
export const noteAnswer = defineCommand({
  id: 'reports.note-answer',
  load: (work: Work, input: { readonly reportId: string }) => findReport(work, input.reportId, { forUpdate: true }),
  permit: permitAll,
  decide: (report) => report,
  async record(work, { loaded: report }) {
    const isFirst = report.answeredAt === null;
    if (isFirst) await changeReport(work, report.id, { isAnswered: true });
    return {
      subjectId: asId<'Subject'>(report.id),
      audit: {},
      facts: isFirst ? [{ kind: 'report.changed' as const }] : [],
      result: null,
    };
  },
  show: async () => null,
});
