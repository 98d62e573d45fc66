import type { SubjectId } from '@matoi/kernel';
import type { Work } from '../../../../platform/commands/index.ts';
import { indexTexts } from '../../../../platform/search/index.ts';
import { nextNumbers, registerSubjects } from '../../../../platform/subjects/index.ts';
import { type NewReport, noOrigin } from '../report.model.ts';
import { insertReports } from '../submission.store.ts';
import { wordsOf } from './enter-report.ts';

type Entry = { readonly report: NewReport; readonly lastEventAt: Date | null };

/**
 * Enters reports that came in together, like `enterReport` for one: numbers, registry, rows, search, in one statement
 * each. They carry their proposals already and lie in compartments that `work` sees. The caller writes the audit entry
 * and the facts.
 */
export async function enterReports(
  work: Work,
  entries: readonly Entry[],
): Promise<readonly { readonly id: SubjectId; readonly number: string }[]> {
  if (entries.length === 0) return [];
  const numbers = await nextNumbers(work, 'REP', entries.length);
  const numbered = entries.map((entry, at) => ({ ...entry, number: numbers[at] ?? '' }));
  const ids = await registerSubjects(
    work,
    numbered.map(({ report, number }) => ({
      kind: 'report',
      number,
      title: report.title,
      compartmentId: report.compartmentId,
    })),
  );
  const entered = numbered.flatMap((entry, at) => {
    const id = ids[at];
    return id === undefined ? [] : [{ ...entry, id }];
  });
  await insertReports(
    work,
    entered.map(({ id, number, report, lastEventAt }) => ({
      ...report,
      ...noOrigin,
      id,
      number,
      attachmentCount: 0,
      lastEventAt,
    })),
  );
  await indexTexts(
    work,
    entered.map(({ id, number, report }) => ({ subjectId: id, part: 'main', texts: wordsOf(report, number) })),
  );
  return entered;
}
