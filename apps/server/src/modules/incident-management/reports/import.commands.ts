import type { SubjectId } from '@matoi/kernel';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import { indexTexts, withdrawTexts } from '../../../platform/search/index.ts';
import { nextNumbers, registerSubjects } from '../../../platform/subjects/index.ts';
import type { ImportedReport, ImportGround } from './import.model.ts';
import { findKnown, idsOfImport, insertImported, withdrawUnchanged } from './import.store.ts';

/** Numbers and keys of a ledger that are there already, so that a second import doubles nothing. */
export async function knownExternalIds(reading: Reading, externalIds: readonly string[]): Promise<ReadonlySet<string>> {
  return findKnown(reading, externalIds);
}

/**
 * Enters reports of a ledger, many at once, in the caller's transaction; what is there already is left out. Answers how
 * many were entered. No fact: nobody is acknowledged or notified, no clock starts. The caller writes the audit entry.
 */
export async function importReports(
  work: Work,
  ground: ImportGround,
  reports: readonly ImportedReport[],
): Promise<number> {
  const known = await findKnown(
    work,
    reports.map(({ externalId }) => externalId),
  );
  const fresh = reports.filter(({ externalId }) => !known.has(externalId));
  if (fresh.length === 0) return 0;
  const numbers = await nextNumbers(work, 'REP', fresh.length);
  const ids = await registerSubjects(
    work,
    fresh.map((report, at) => ({
      kind: 'report',
      number: numbers[at] ?? '',
      title: report.title,
      compartmentId: ground.compartmentId,
    })),
  );
  const entered = fresh.flatMap((report, at) => {
    const id = ids[at];
    const number = numbers[at];
    return id === undefined || number === undefined ? [] : [{ ...report, id, number }];
  });
  await insertImported(work, ground, entered);
  await indexTexts(
    work,
    entered.map((report) => ({ subjectId: report.id, part: 'main', texts: textsOf(report) })),
  );
  return entered.length;
}

/** What a report of a ledger is found by: the same as for every other report. */
function textsOf(report: ImportedReport & { readonly number: string }): readonly string[] {
  return [
    report.number,
    report.title,
    report.reporterName ?? '',
    report.reporterAddress ?? '',
    report.reporterDepartment ?? '',
    report.externalId.startsWith('row:') ? '' : report.externalId,
    report.text,
    report.response ?? '',
    ...report.fields.map((field) => `${field.label} ${field.value}`),
  ];
}

/**
 * Withdraws the reports of an import, in the caller's transaction. What somebody has changed since stays as it is; its
 * ids are answered, as far as the actor sees them.
 */
export async function withdrawImported(
  work: Work,
  importId: SubjectId,
  reason: string,
): Promise<{ readonly withdrawn: number; readonly kept: readonly string[] }> {
  const withdrawn = await withdrawUnchanged(work, importId, reason);
  await withdrawTexts(work, withdrawn);
  return { withdrawn: withdrawn.length, kept: await idsOfImport(work, importId) };
}
