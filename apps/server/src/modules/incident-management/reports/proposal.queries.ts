import { openCompartment, type TriageLevel } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { readTriage, type Triage } from '../triage/index.ts';
import type { NewReport } from './report.model.ts';

/** What its source said of a report: a class, and how severe it found it. */
export type Hints = { readonly classHint?: string | null; readonly severityHint?: TriageLevel | null };

type Named = { readonly name: string; readonly mediaType: string };

/**
 * A report with what the rules propose for it: class, impact, urgency, priority, person, compartment, tags, and the
 * moment by which somebody should have answered. What it brought along itself stays. A person confirms or changes it.
 */
export async function withProposal(
  reading: Reading,
  report: NewReport,
  given: {
    readonly attachments: readonly Named[];
    readonly hints: Hints;
    /** For reports that come in together. */
    readonly triage?: Triage;
  },
): Promise<NewReport> {
  if (report.channel === 'ledger') return report;
  const { mailFrom } = await readSettings(reading.db);
  const triage = given.triage ?? (await readTriage(reading));
  const proposal = await triage.propose({
    channel: report.channel,
    title: report.title,
    text: report.text,
    reporterAddress: report.reporter.address,
    reporterName: report.reporter.name,
    recipients: report.recipients,
    source: report.source,
    mailboxId: report.mailboxId,
    tags: report.tags,
    classHint: given.hints.classHint ?? report.classCode,
    severityHint: given.hints.severityHint ?? null,
    isInternalSender: isOwnSender(report.reporter.address, mailFrom),
    attachments: given.attachments.map(({ name, mediaType }) => ({ name, mediaType })),
  });
  const priority = report.priority ?? proposal.priority;
  return {
    ...report,
    proposal,
    classCode: report.classCode ?? proposal.classCode,
    impact: report.impact ?? proposal.impact,
    urgency: report.urgency ?? proposal.urgency,
    priority,
    assigneeId: report.assigneeId ?? proposal.assigneeId,
    compartmentId:
      report.compartmentId === openCompartment ? (proposal.compartmentId ?? openCompartment) : report.compartmentId,
    tags: [...new Set([...report.tags, ...proposal.tags])],
    dueAt: report.dueAt ?? triage.firstResponseDue({ priority, from: report.receivedAt }),
  };
}

/** Whether an address belongs to the organisation of the team: the domain of the team's own address, or one below. */
export function isOwnSender(address: string | null, mailFrom: string): boolean {
  return isBelow(domainOf(address), domainOf(mailFrom));
}

function domainOf(address: string | null): string {
  return address?.slice(address.lastIndexOf('@') + 1).toLowerCase() ?? '';
}

/** The domain itself or one below it. Of `localhost`, where no team address is set yet, nobody is a member. */
function isBelow(domain: string, own: string): boolean {
  return own.includes('.') && (domain === own || domain.endsWith(`.${own}`));
}
