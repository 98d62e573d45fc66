import type { Priority, Tlp, TriageLevel } from '@matoi/contract';
import { asId, type Refusal, refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../../platform/commands/index.ts';
import { indexText } from '../../../../platform/search/index.ts';
import { retitleSubject } from '../../../../platform/subjects/index.ts';
import { firstResponseDue, isClass, priorityOf } from '../../triage/index.ts';
import type { Report } from '../report.model.ts';
import { showReport } from '../report.queries.ts';
import { isOpen } from '../report.rules.ts';
import { changeReport } from '../report.store.ts';
import { loadReport, type OnReport, versionOf } from './load.ts';

type Triage = OnReport & {
  readonly body: {
    readonly title?: string | undefined;
    readonly classCode?: string | null | undefined;
    readonly impact?: TriageLevel | null | undefined;
    readonly urgency?: TriageLevel | null | undefined;
    readonly tags?: readonly string[] | undefined;
    readonly tlp?: Tlp | null | undefined;
    readonly isConfirmed: boolean;
  };
};

type Loaded = Report & {
  readonly isClassKnown: boolean;
  readonly newPriority: Priority | null;
  readonly newDueAt: Date | null;
};

/**
 * Says what a report is and how urgent. The priority follows from impact and urgency by the table in force, and with it
 * the moment by which somebody should have answered, counted from when the report came in.
 */
export const triageReport = defineCommand({
  id: 'reports.triage',
  async load(work: Work, input: Triage): Promise<Loaded> {
    const report = await loadReport(work, input);
    const { body } = input;
    const impact = body.impact === undefined ? report.impact : body.impact;
    const urgency = body.urgency === undefined ? report.urgency : body.urgency;
    const isChanged = impact !== report.impact || urgency !== report.urgency;
    const decided = impact === null || urgency === null ? null : await priorityOf(work, { impact, urgency });
    const newPriority = isChanged ? (decided?.priority ?? null) : report.priority;
    return {
      ...report,
      isClassKnown: body.classCode === undefined || body.classCode === null || (await isClass(work, body.classCode)),
      newPriority,
      newDueAt:
        newPriority === report.priority || report.answeredAt !== null
          ? report.dueAt
          : await firstResponseDue(work, { priority: newPriority, from: report.receivedAt }),
    };
  },
  versioned: versionOf<Loaded>(),
  permit: permitAll,
  decide(report, { body }): Triage['body'] | Refusal {
    if (!isOpen(report.state)) return refusal('reports.triage.not-open');
    if (!report.isClassKnown)
      return refusal('reports.triage.class-unknown', {}, [
        { path: 'body.classCode', code: 'reports.triage.class-unknown' },
      ]);
    return body;
  },
  async record(work, { loaded: report, change }) {
    const id = asId<'Subject'>(report.id);
    const { isConfirmed, tags, title, classCode, impact, urgency, tlp } = change;
    const asked = { title, classCode, impact, urgency, tlp };
    const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
    await changeReport(work, report.id, {
      ...given,
      ...(tags === undefined ? {} : { tags: [...new Set(tags)] }),
      priority: report.newPriority,
      dueAt: report.newDueAt,
      isTriaged: isConfirmed,
    });
    if (title !== undefined && title !== report.title) {
      await retitleSubject(work, id, title);
      await indexText(work, { subjectId: id, part: 'title', texts: [title] });
    }
    const before = Object.fromEntries(Object.keys(given).map((name) => [name, report[name as keyof typeof asked]]));
    return {
      subjectId: id,
      audit: {
        before: { ...before, priority: report.priority, tags: report.tags },
        after: { ...given, priority: report.newPriority, tags: tags ?? report.tags, isConfirmed },
      },
      facts: [{ kind: 'report.changed' as const }],
      result: report.id,
    };
  },
  show: (work, id) => showReport(work, id),
});
