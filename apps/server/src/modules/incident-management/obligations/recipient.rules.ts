import type { AssessInput, Filing, RecipientStatus } from './assessment.model.ts';
import { holds } from './condition.rules.ts';
import type { InstantText } from './fact.model.ts';
import type { Recipient, Regime, Stage } from './regime.model.ts';

/** Reports that stand: those that no later withdrawal to the same recipient has taken back. */
export function standingReports(filings: readonly Filing[]): readonly Filing[] {
  return filings.filter(
    (report) =>
      report.kind === 'report' &&
      !filings.some(
        (other) =>
          other.kind === 'withdrawal' &&
          other.recipient === report.recipient &&
          Date.parse(other.filedAt) >= Date.parse(report.filedAt),
      ),
  );
}

/** To whom a stage goes, who has it, and when it counts as filed. */
export function recipientsOf(given: {
  readonly regime: Regime;
  readonly stage: Stage;
  readonly reports: readonly Filing[];
  readonly input: Pick<AssessInput, 'facts' | 'scope'>;
}): {
  readonly recipients: readonly RecipientStatus[];
  readonly filedAt: InstantText | null;
  readonly filedBy: string | null;
} {
  const { regime, stage, input } = given;
  const counting = [stage.code, ...(stage.satisfiedBy ?? [])];
  const reports = given.reports
    .filter((report) => counting.includes(report.stage))
    .sort((a, b) => Date.parse(a.filedAt) - Date.parse(b.filedAt));
  const recipients = regime.recipients
    .filter(({ code }) => stage.recipients.includes(code))
    .flatMap((recipient) => statusesOf({ recipient, reports, input }));
  const done = recipients.filter(({ filedAt }) => filedAt !== null);
  const first = reports[0];
  const isFiled = first !== undefined && (stage.filedWith === 'any' || isWithAll(recipients));
  if (!isFiled) return { recipients, filedAt: null, filedBy: null };
  if (stage.filedWith === 'any') return { recipients, filedAt: first.filedAt, filedBy: first.id };
  const last = done.reduce((latest, one) =>
    Date.parse(one.filedAt ?? '') > Date.parse(latest.filedAt ?? '') ? one : latest,
  );
  return { recipients, filedAt: last.filedAt, filedBy: last.filingId };
}

/** Every recipient that is certainly one has it, and at least one of all. */
function isWithAll(recipients: readonly RecipientStatus[]): boolean {
  const has = ({ filedAt }: RecipientStatus) => filedAt !== null;
  return recipients.some(has) && recipients.every((one) => has(one) || !one.isCertain);
}

function statusesOf(given: {
  readonly recipient: Recipient;
  readonly reports: readonly Filing[];
  readonly input: Pick<AssessInput, 'facts' | 'scope'>;
}): readonly RecipientStatus[] {
  const { recipient, reports, input } = given;
  const truth = recipient.when === undefined ? 'yes' : holds(recipient.when, input).truth;
  if (truth === 'no') return [];
  const codes = codesOf(recipient, input);
  return (codes.length === 0 ? [null] : codes).map((value) => {
    const code = value === null ? recipient.code : `${recipient.code}:${value}`;
    const filing = reports.find((report) => report.recipient === code);
    const suffix = value === null ? { ja: '', en: '' } : { ja: `（${value}）`, en: ` (${value})` };
    return {
      code,
      name: { ja: recipient.name.ja + suffix.ja, en: recipient.name.en + suffix.en },
      channel: recipient.channel,
      url: recipient.url ?? null,
      view: recipient.view ?? null,
      isCertain: truth === 'yes' && (recipient.forEach === undefined || value !== null),
      filingId: filing?.id ?? null,
      filedAt: filing?.filedAt ?? null,
    };
  });
}

function codesOf({ forEach }: Recipient, { facts }: Pick<AssessInput, 'facts'>): readonly string[] {
  if (forEach === undefined) return [];
  const value = facts[forEach]?.value;
  return Array.isArray(value) ? value : [];
}
