import { asId, type Refusal, refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../../platform/commands/index.ts';
import { accountsThatSee } from '../../../../platform/identity/index.ts';
import type { Report } from '../report.model.ts';
import { showReport } from '../report.queries.ts';
import { isOpen } from '../report.rules.ts';
import { changeReport } from '../report.store.ts';
import { loadReport, type OnReport, versionOf } from './load.ts';

/** Who can be given a report: active, working on reports, and seeing where it lies. */
export const workingRoles = ['commander', 'handler'] as const;

type Assign = OnReport & { readonly body: { readonly accountId: string | null } };
type Loaded = Report & { readonly accountId: string | null; readonly canWork: boolean };

/** Gives a report to somebody, or to nobody. */
export const assignReport = defineCommand({
  id: 'reports.assign',
  async load(work: Work, input: Assign): Promise<Loaded> {
    const report = await loadReport(work, input);
    const { accountId } = input.body;
    const able = await accountsThatSee(work.db, { compartmentId: report.compartmentId, roles: workingRoles });
    return { ...report, accountId, canWork: accountId === null || able.some((account) => account.id === accountId) };
  },
  versioned: versionOf<Loaded>(),
  permit: permitAll,
  decide({ state, canWork, accountId }): { readonly accountId: string | null } | Refusal {
    if (!isOpen(state)) return refusal('reports.assign.not-open');
    return canWork ? { accountId } : refusal('reports.assign.cannot-work');
  },
  async record(work, { loaded: report, change }) {
    await changeReport(work, report.id, { assigneeId: change.accountId });
    return {
      subjectId: asId<'Subject'>(report.id),
      audit: { before: { assigneeId: report.assigneeId }, after: { assigneeId: change.accountId } },
      facts: [{ kind: 'report.changed' as const }],
      result: report.id,
    };
  },
  show: (work, id) => showReport(work, id),
});
