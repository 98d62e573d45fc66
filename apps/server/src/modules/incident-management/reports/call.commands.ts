import { type BodyOf, openCompartment, type RouteWith } from '@matoi/contract';
import { asId, refusal } from '@matoi/kernel';
import { actorLink } from '../../../platform/access/index.ts';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { callTitle, judgeTimes } from './call.rules.ts';
import { changeCall } from './call.store.ts';
import { enterReport } from './commands/enter-report.ts';
import { loadReport, type OnReport, versioned } from './commands/load.ts';
import { newReport } from './report.model.ts';
import { showReport } from './report.queries.ts';

type Call = BodyOf<RouteWith<'reports.take-call'>>;

/** Notes a call as a report. When it came in and when it happened are what the person at the telephone says. */
export const takeCall = defineCommand({
  id: 'reports.take-call',
  writesInto: [openCompartment],
  load: (work: Work, _input: Call) => readSettings(work.db),
  permit: permitAll,
  decide(settings, input, { now, actor }) {
    const refused = judgeTimes(input, now);
    if (refused !== null) return refused;
    const { occurredAt = null, occurredPrecision = null } = input;
    return newReport({
      channel: 'phone',
      title: callTitle(input.text),
      text: input.text,
      reporter: { name: input.callerName ?? null, address: null },
      callerPhone: input.callerPhone ?? null,
      callerDepartment: input.callerDepartment ?? null,
      locale: settings.locale,
      receivedAt: input.receivedAt === undefined ? now : new Date(input.receivedAt),
      occurredAt: occurredAt === null ? null : new Date(occurredAt),
      occurredPrecision: occurredAt === null ? null : (occurredPrecision ?? 'minute'),
      isUrgent: input.isUrgent ?? false,
      isUnfinished: input.isUnfinished ?? true,
      takenBy: actorLink(actor),
    });
  },
  async record(work, { change: report }) {
    const hints = { severityHint: report.isUrgent ? ('high' as const) : null };
    const { id, number } = await enterReport(work, report, { hints });
    return {
      subjectId: id,
      audit: { number, isUnfinished: report.isUnfinished },
      facts: [{ kind: 'report.received' as const, channel: 'phone' as const, automaticMail: false }],
      result: { id: id as string, number, receivedAt: report.receivedAt.toISOString() },
    };
  },
  show: async (_work, result) => result,
});

type Completion = OnReport & { readonly body: BodyOf<RouteWith<'reports.complete-call'>> };

/** Completes what was noted of a call. What was noted first stays in the audit log. */
export const completeCall = defineCommand({
  id: 'reports.complete-call',
  load: (work: Work, input: Completion) => loadReport(work, input),
  versioned,
  permit: permitAll,
  decide(report, { body }, { now }) {
    if (report.channel !== 'phone') return refusal('reports.complete-call.not-by-phone');
    const refused = judgeTimes(body, now);
    if (refused !== null) return refused;
    const { occurredAt, receivedAt, ...rest } = body;
    return {
      ...rest,
      ...(receivedAt === undefined ? {} : { receivedAt: new Date(receivedAt) }),
      ...(occurredAt === undefined ? {} : { occurredAt: occurredAt === null ? null : new Date(occurredAt) }),
      ...(occurredAt === null ? { occurredPrecision: null } : {}),
    };
  },
  async record(work, { loaded: report, change }) {
    const subjectId = asId<'Subject'>(report.id);
    await changeCall(work, report.id, change);
    const { text, callerName, callerDepartment, callerPhone } = change;
    const words = [text, callerName, callerDepartment, callerPhone].flatMap((word) => word ?? []);
    if (words.length > 0) await indexText(work, { subjectId, part: 'call', texts: words });
    const before = {
      text: report.text,
      callerName: report.reporter.name,
      callerDepartment: report.callerDepartment,
      callerPhone: report.callerPhone,
      occurredAt: report.occurredAt,
      occurredPrecision: report.occurredPrecision,
      receivedAt: report.receivedAt,
      isUrgent: report.isUrgent,
      isUnfinished: report.isUnfinished,
    };
    const changed = Object.keys(change);
    return {
      subjectId,
      audit: {
        before: Object.fromEntries(Object.entries(before).filter(([name]) => changed.includes(name))),
        after: change,
      },
      facts: [{ kind: 'report.changed' as const }],
      result: report.id,
    };
  },
  show: (work, id) => showReport(work, id),
});
