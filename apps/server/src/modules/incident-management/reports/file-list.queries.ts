import type { Reading } from '../../../platform/commands/index.ts';
import { findSubject, partsBelow, subjectLinks } from '../../../platform/subjects/index.ts';
import { listReportFiles } from './attachment.store.ts';
import { viewReportFile } from './report.views.ts';

/** What came with a report, or with the reports of an incident and of what was merged into it. Each is downloaded by its own route. */
export async function showReportFiles(reading: Reading, subjectId: string) {
  const subject = await findSubject(reading, subjectId);
  const ids = [subject.id, ...(await partsBelow(reading, subject.id, [subject.kind, 'report']))];
  const files = await listReportFiles(reading, ids);
  const reports = await subjectLinks(
    reading,
    files.map(({ reportId }) => reportId),
  );
  return files.flatMap((file) => {
    const report = reports.get(file.reportId);
    return report === undefined ? [] : viewReportFile(file, report);
  });
}
