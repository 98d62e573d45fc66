import type { ProposedPart, ReasonField, TriageLevel, TriagePriority } from '@matoi/contract';

/** One question about a report. Lists mean "any of these". Texts are compared without width, case and kana. */
export type RuleTest =
  | { readonly kind: 'channel'; readonly isOneOf: readonly string[] }
  | { readonly kind: 'sender-address'; readonly isOneOf: readonly string[] }
  /** The domain itself and everything below it. */
  | { readonly kind: 'sender-domain'; readonly isOneOf: readonly string[] }
  | { readonly kind: 'sender-internal'; readonly is: boolean }
  | { readonly kind: 'recipient'; readonly isOneOf: readonly string[] }
  | { readonly kind: 'mailbox'; readonly isOneOf: readonly string[] }
  | { readonly kind: 'source'; readonly isOneOf: readonly string[] }
  | { readonly kind: 'text'; readonly in: 'title' | 'text' | 'either'; readonly contains: readonly string[] }
  /** Endings of file names (`xlsm`) and media types (`message/rfc822`). */
  | { readonly kind: 'attachment'; readonly types: readonly string[] }
  | { readonly kind: 'tag'; readonly isOneOf: readonly string[] }
  | { readonly kind: 'class-hint'; readonly isOneOf: readonly string[] }
  | { readonly kind: 'severity-hint'; readonly isOneOf: readonly TriageLevel[] };

/** `all` of nothing is true: a rule for every report. */
export type RuleCondition =
  | RuleTest
  | { readonly kind: 'all' | 'any'; readonly of: readonly RuleCondition[] }
  | { readonly kind: 'not'; readonly of: RuleCondition };

/** What a rule proposes; null leaves it open for the rules below. */
export type RuleEffect = {
  readonly classCode: string | null;
  readonly impact: TriageLevel | null;
  readonly urgency: TriageLevel | null;
  readonly assigneeId: string | null;
  readonly compartmentId: number | null;
  readonly tags: readonly string[];
  /** No rule below is asked any more. */
  readonly stops: boolean;
};

export type Rule = {
  readonly id: string;
  readonly name: string;
  readonly isOn: boolean;
  readonly condition: RuleCondition;
  readonly effect: RuleEffect;
};

/** What is known of a report when it comes in. */
export type TriageInput = {
  readonly channel: string;
  readonly title: string;
  readonly text: string;
  readonly reporterAddress: string | null;
  readonly reporterName: string | null;
  readonly recipients: readonly string[];
  readonly source: string | null;
  readonly mailboxId?: string | null;
  readonly tags: readonly string[];
  /** The code of a class, as a form or an alerting system gave it; an unknown one is ignored. */
  readonly classHint?: string | null;
  readonly severityHint?: TriageLevel | null;
  readonly isInternalSender: boolean;
  readonly attachments: readonly { readonly name: string; readonly mediaType: string }[];
};

/** What of the report made a rule apply. `matched` is the rule's own wording, never the report's text. */
export type Evidence = { readonly field: ReasonField; readonly matched: string };

export type TriageReason = {
  readonly what: ProposedPart;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly because: readonly Evidence[];
};

/** What the rules of one version propose for one report. Plain data: it is kept with the report as it was made. */
export type TriageProposal = {
  readonly rulesVersion: number;
  readonly classCode: string | null;
  readonly impact: TriageLevel | null;
  readonly urgency: TriageLevel | null;
  readonly priority: TriagePriority | null;
  readonly assigneeId: string | null;
  readonly compartmentId: number | null;
  readonly tags: readonly string[];
  readonly reasons: readonly TriageReason[];
};
