import type { BodyOf, ResponseOf, RouteWith } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { matchedLength, type TriageProposal, tryRules, viewProposal } from '../triage/index.ts';
import { newestForTrial, type TriedReport } from './dry-run.store.ts';
import { isOwnSender } from './proposal.queries.ts';

/**
 * What would be proposed for the newest visible reports by other rules than those in force. Nothing is changed; rules of
 * compartments out of sight are not tried.
 */
export async function tryRulesOnReports(
  reading: Reading,
  { rules, count }: BodyOf<RouteWith<'reports.try-rules'>>,
): Promise<ResponseOf<RouteWith<'reports.try-rules'>>> {
  const trial = await tryRules(reading, rules);
  const { mailFrom } = await readSettings(reading.db);
  const reports = await newestForTrial(reading, { count, textLength: matchedLength });
  const changed: ResponseOf<RouteWith<'reports.try-rules'>>['changed'] = [];
  for (const report of reports) {
    const input = { ...report, ...unknownAfterwards, isInternalSender: isOwnSender(report.reporterAddress, mailFrom) };
    const [before, after] = [trial.before(input), trial.after(input)];
    if (said(before) === said(after)) continue;
    changed.push({ report: nameOf(report), before: viewProposal(before), after: viewProposal(after) });
  }
  return { tried: reports.length, restrictedRules: trial.restrictedRules, changed };
}

/** What a report does not keep of how it came in; the same on both sides, so that only the rules make a difference. */
const unknownAfterwards = { classHint: null, severityHint: null } as const;

function said({ rulesVersion: _version, reasons: _reasons, ...proposed }: TriageProposal): string {
  return JSON.stringify(proposed);
}

function nameOf({ id, number, title, receivedAt }: TriedReport) {
  return { id, number, title, receivedAt: receivedAt.toISOString() };
}
