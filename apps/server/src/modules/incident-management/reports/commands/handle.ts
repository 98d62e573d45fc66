import { orRefuse, type SubjectId } from '@matoi/kernel';
import type { Work } from '../../../../platform/commands/index.ts';
import { findSubject, setParent } from '../../../../platform/subjects/index.ts';
import type { Report } from '../report.model.ts';
import { decideReportMove } from '../report.rules.ts';
import { changeReport, findReport } from '../report.store.ts';

/** What whoever makes something of a report takes over from it. */
export type HandledReport = Pick<
  Report,
  'number' | 'title' | 'classCode' | 'tlp' | 'receivedAt' | 'occurredAt' | 'occurredPrecision' | 'detectedAt'
> & { readonly id: SubjectId };

/**
 * Marks a report as having become part of another record, in that record's own transaction. From now on it moves with
 * it. Refuses with `reports.handle.not-open` when somebody has dealt with it already.
 */
export async function markHandled(
  work: Work,
  ref: string,
  by: { readonly id: SubjectId; readonly kind: string },
): Promise<HandledReport> {
  const subject = await findSubject(work, ref, { kind: 'report', forUpdate: true });
  const report = await findReport(work, subject.id, { forUpdate: true });
  const state = orRefuse(decideReportMove(report.state, 'handle'));
  await changeReport(work, report.id, {
    state,
    handledAs: by.id,
    snoozedUntil: null,
    isAnswered: true,
    isTriaged: report.triagedAt === null,
  });
  await setParent(work, subject.id, by.id);
  work.fact({ kind: 'report.handled', handledBy: { kind: by.kind, id: by.id } }, subject.id);
  const { number, title, classCode, tlp, receivedAt, occurredAt, occurredPrecision, detectedAt } = report;
  return { id: subject.id, number, title, classCode, tlp, receivedAt, occurredAt, occurredPrecision, detectedAt };
}
