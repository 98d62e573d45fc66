import type { RecipientState } from '@matoi/contract';
import type { Recipient } from './message.model.ts';

/** What counts of a delivery report (RFC 3464). */
export type Outcomes = {
  readonly recipients: readonly {
    readonly recipient: string | null;
    readonly finalRecipient: string | null;
    readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded' | null;
    readonly status: string | null;
    readonly diagnostic: string | null;
  }[];
};

export type ReportedCopy = {
  readonly address: string;
  readonly state: Extract<RecipientState, 'bounced' | 'delayed'>;
  readonly problem: string | null;
  readonly statusCode: string | null;
};

/**
 * What a delivery report says of the copies of a mail. Whoever wrote it names addresses as he likes: only those that the
 * mail went to count, and a report that names none of them counts where there is just one copy.
 */
export function reportedCopies(
  report: Outcomes,
  recipients: readonly Pick<Recipient, 'address'>[],
): readonly ReportedCopy[] {
  const [only] = recipients;
  return report.recipients.flatMap((outcome) => {
    const state = outcome.action === 'failed' ? 'bounced' : outcome.action === 'delayed' ? 'delayed' : null;
    if (state === null) return [];
    const named = [outcome.recipient, outcome.finalRecipient].flatMap((one) =>
      one === null ? [] : [one.toLowerCase()],
    );
    const known = recipients.find(({ address }) => named.includes(address.toLowerCase()));
    const copy = known ?? (recipients.length === 1 ? only : undefined);
    if (copy === undefined) return [];
    const words = [outcome.status, outcome.diagnostic].filter((one) => one !== null).join(' ');
    const problem = words
      .replace(/\p{Cc}+/gu, ' ')
      .trim()
      .slice(0, 500);
    return [{ address: copy.address, state, problem: problem === '' ? null : problem, statusCode: outcome.status }];
  });
}
