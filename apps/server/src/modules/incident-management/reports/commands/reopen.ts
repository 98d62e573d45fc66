import type { ReportState } from '@matoi/contract';
import { asId, isRefusal, type Refusal, refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../../platform/commands/index.ts';
import { setParent } from '../../../../platform/subjects/index.ts';
import { recordAct } from '../../../casework/journal/index.ts';
import { showReport } from '../report.queries.ts';
import { decideReportMove } from '../report.rules.ts';
import { changeReport } from '../report.store.ts';
import { loadReport, type OnReport, versioned } from './load.ts';

type WithReason = OnReport & { readonly body: { readonly reason: string } };

/** Takes a closed report up again: the way back of every outcome, also of a hand-over. */
export const reopenReport = defineCommand({
  id: 'reports.reopen',
  load: (work: Work, input: WithReason) => loadReport(work, input),
  versioned,
  permit: permitAll,
  decide(report, { body }): { readonly state: ReportState; readonly reason: string } | Refusal {
    if (report.isWithdrawn) return refusal('reports.reopen.withdrawn');
    const state = decideReportMove(report.state, 'reopen');
    return isRefusal(state) ? state : { state, reason: body.reason };
  },
  async record(work, { loaded: report, change }) {
    const id = asId<'Subject'>(report.id);
    await changeReport(work, report.id, { state: change.state, closing: null, handedTo: null, newsAt: null });
    await recordAct(work, id, { code: 'report.reopened', params: { reason: change.reason } });
    return {
      subjectId: id,
      audit: { before: { closing: report.closing, handedTo: report.handedTo }, after: { reason: change.reason } },
      facts: [{ kind: 'report.reopened' as const }],
      result: report.id,
    };
  },
  show: (work, id) => showReport(work, id),
});

/** Takes a report out of the record it became part of; it stays in the compartment in which it lies. */
export const detachReport = defineCommand({
  id: 'reports.detach',
  load: (work: Work, input: WithReason) => loadReport(work, input),
  versioned,
  permit: permitAll,
  decide(report, { body }): { readonly state: ReportState; readonly reason: string } | Refusal {
    const state = decideReportMove(report.state, 'detach');
    return isRefusal(state) ? state : { state, reason: body.reason };
  },
  async record(work, { loaded: report, change }) {
    const id = asId<'Subject'>(report.id);
    await changeReport(work, report.id, { state: change.state, handledAs: null });
    await setParent(work, id, null);
    await recordAct(work, id, { code: 'report.detached', params: { reason: change.reason } });
    if (report.handledAs !== null)
      await recordAct(work, asId<'Subject'>(report.handledAs), {
        code: 'report.taken-out',
        params: { number: report.number, reason: change.reason },
      });
    return {
      subjectId: id,
      audit: { before: { handledAs: report.handledAs }, after: { reason: change.reason } },
      facts: [{ kind: 'report.reopened' as const }],
      result: report.id,
    };
  },
  show: (work, id) => showReport(work, id),
});
