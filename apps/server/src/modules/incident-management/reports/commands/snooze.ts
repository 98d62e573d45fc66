import { asId, type Refusal, refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../../platform/commands/index.ts';
import { showReport } from '../report.queries.ts';
import { isOpen } from '../report.rules.ts';
import { changeReport, forgetNews } from '../report.store.ts';
import { loadReport, type OnReport, versioned } from './load.ts';

type Snooze = OnReport & { readonly body: { readonly until: string } };

/** Takes a report out of sight until a moment, or until something arrives for it. */
export const snoozeReport = defineCommand({
  id: 'reports.snooze',
  load: (work: Work, input: Snooze) => loadReport(work, input),
  versioned,
  permit: permitAll,
  decide({ state }, { body }, given): { readonly until: Date } | Refusal {
    if (!isOpen(state)) return refusal('reports.snooze.not-open');
    const until = new Date(body.until);
    return until > given.now
      ? { until }
      : refusal('reports.snooze.not-future', {}, [{ path: 'body.until', code: 'reports.snooze.not-future' }]);
  },
  async record(work, { loaded: report, change }) {
    await changeReport(work, report.id, { snoozedUntil: change.until });
    return {
      subjectId: asId<'Subject'>(report.id),
      audit: { until: change.until },
      facts: [{ kind: 'report.changed' as const }],
      result: report.id,
    };
  },
  show: (work, id) => showReport(work, id),
});

/** Brings a snoozed report back. */
export const wakeReport = defineCommand({
  id: 'reports.wake',
  load: (work: Work, input: OnReport) => loadReport(work, input),
  versioned,
  permit: permitAll,
  decide: (report) => report,
  async record(work, { loaded: report }) {
    await changeReport(work, report.id, { snoozedUntil: null });
    return {
      subjectId: asId<'Subject'>(report.id),
      audit: { before: { snoozedUntil: report.snoozedUntil } },
      facts: [{ kind: 'report.changed' as const }],
      result: report.id,
    };
  },
  show: (work, id) => showReport(work, id),
});

/** Says that somebody has looked at what arrived. Changes nothing where nothing is new. */
export const lookAtReport = defineCommand({
  id: 'reports.look',
  load: (work: Work, input: OnReport) => loadReport(work, input),
  permit: permitAll,
  decide: (report) => report,
  async record(work, { loaded: report }) {
    const isNews = report.newsAt !== null;
    if (isNews) await forgetNews(work, report.id);
    return {
      subjectId: asId<'Subject'>(report.id),
      audit: {},
      facts: isNews ? [{ kind: 'report.changed' as const }] : [],
      result: report.id,
    };
  },
  show: (work, id) => showReport(work, id),
});
