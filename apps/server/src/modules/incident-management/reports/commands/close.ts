import type { ReportOutcome, ReportState } from '@matoi/contract';
import { asId, isRefusal, type Refusal, refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../../platform/commands/index.ts';
import { recordAct } from '../../../casework/journal/index.ts';
import { showReport } from '../report.queries.ts';
import { decideReportMove } from '../report.rules.ts';
import { changeReport } from '../report.store.ts';
import { type ActMessage, sendWithAct } from './act-message.ts';
import { loadReport, type OnReport, versioned } from './load.ts';

type WithRelay = { readonly hasRelay: boolean };

type Close = OnReport &
  WithRelay & {
    readonly body: {
      readonly outcome: ReportOutcome;
      readonly reason: string;
      readonly message?: ActMessage | undefined;
    };
  };

/** Closes a report that needs no incident; the answer, if one is given, leaves with it or not at all. */
export const closeReport = defineCommand({
  id: 'reports.close',
  load: (work: Work, input: Close) => loadReport(work, input),
  versioned,
  permit: permitAll,
  decide(report): { readonly state: ReportState } | Refusal {
    const state = decideReportMove(report.state, 'close');
    return isRefusal(state) ? state : { state };
  },
  async record(work, { loaded: report, change, input: { body, hasRelay } }) {
    const id = asId<'Subject'>(report.id);
    const { outcome, reason } = body;
    if (body.message !== undefined)
      await sendWithAct(work, report, { purpose: 'reply', message: body.message, hasRelay });
    await changeReport(work, report.id, {
      state: change.state,
      closing: { outcome, reason },
      snoozedUntil: null,
      newsAt: null,
      isAnswered: true,
      isTriaged: report.triagedAt === null,
    });
    await recordAct(work, id, { code: 'report.closed', params: { outcome } });
    return {
      subjectId: id,
      audit: {
        before: { state: report.state },
        after: { state: change.state, outcome, reason },
        isAnswered: body.message !== undefined,
      },
      facts: [{ kind: 'report.closed' as const, outcome }],
      result: report.id,
    };
  },
  show: (work, id) => showReport(work, id),
});

type Ask = OnReport & WithRelay & { readonly body: { readonly message: ActMessage } };

/** Asks the reporter back; the report waits for the answer. */
export const askReporter = defineCommand({
  id: 'reports.ask',
  load: (work: Work, input: Ask) => loadReport(work, input),
  versioned,
  permit: permitAll,
  decide(report): { readonly state: ReportState } | Refusal {
    const state = decideReportMove(report.state, 'ask');
    return isRefusal(state) ? state : { state };
  },
  async record(work, { loaded: report, change, input: { body, hasRelay } }) {
    const id = asId<'Subject'>(report.id);
    await sendWithAct(work, report, { purpose: 'question', message: body.message, hasRelay });
    await changeReport(work, report.id, { state: change.state, snoozedUntil: null, newsAt: null, isAnswered: true });
    await recordAct(work, id, { code: 'report.asked', params: {} });
    return {
      subjectId: id,
      audit: { before: { state: report.state }, after: { state: change.state } },
      facts: [{ kind: 'report.asked' as const }],
      result: report.id,
    };
  },
  show: (work, id) => showReport(work, id),
});

type HandOver = OnReport &
  WithRelay & {
    readonly body: {
      readonly to: string;
      readonly reason: string;
      readonly message?: ActMessage | undefined;
      readonly answer?: ActMessage | undefined;
    };
  };

/** Closes a report that is not for this team and says who has it now; `reports.reopen` is the way back. */
export const handOverReport = defineCommand({
  id: 'reports.hand-over',
  load: (work: Work, input: HandOver) => loadReport(work, input),
  versioned,
  permit: permitAll,
  decide(report, { body }): { readonly state: ReportState } | Refusal {
    const state = decideReportMove(report.state, 'close');
    if (isRefusal(state)) return refusal('reports.hand-over.not-open');
    return body.message !== undefined && body.message.to === undefined
      ? refusal('reports.hand-over.address-required', {}, [
          { path: 'body.message.to', code: 'reports.hand-over.address-required' },
        ])
      : { state };
  },
  async record(work, { loaded: report, change, input: { body, hasRelay } }) {
    const id = asId<'Subject'>(report.id);
    if (body.message !== undefined)
      await sendWithAct(work, report, { purpose: 'hand-over', message: body.message, hasRelay });
    if (body.answer !== undefined)
      await sendWithAct(work, report, { purpose: 'reply', message: body.answer, hasRelay });
    await changeReport(work, report.id, {
      state: change.state,
      closing: { outcome: 'handed-over', reason: body.reason },
      handedTo: body.to,
      snoozedUntil: null,
      newsAt: null,
      isAnswered: true,
      isTriaged: report.triagedAt === null,
    });
    await recordAct(work, id, { code: 'report.handed-over', params: { to: body.to } });
    return {
      subjectId: id,
      audit: { before: { state: report.state }, after: { to: body.to, reason: body.reason } },
      facts: [{ kind: 'report.closed' as const, outcome: 'handed-over' as const }],
      result: report.id,
    };
  },
  show: (work, id) => showReport(work, id),
});
