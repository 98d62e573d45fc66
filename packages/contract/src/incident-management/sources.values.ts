/** How bad the sender says it is. A hint for triage, never a judgement of ours. */
export const severityHints = ['critical', 'high', 'medium', 'low'] as const;
export type SeverityHint = (typeof severityHints)[number];

/** What a labelled line of a fixed mail means. `other` is kept and shown as it stands. */
export const mailFieldRoles = [
  'title',
  'external-id',
  'severity',
  'occurred-at',
  'detected-at',
  'host',
  'rule',
  'acts',
  'other',
] as const;
export type MailFieldRole = (typeof mailFieldRoles)[number];

/** How a sender proves who it is: a secret in a header, or a signature over the body made with it. */
export const webhookProofs = ['header', 'hmac-sha256'] as const;
export type WebhookProof = (typeof webhookProofs)[number];

export const deliveryResults = ['accepted', 'partly', 'refused'] as const;
export type DeliveryResult = (typeof deliveryResults)[number];

/** What became of one item of a submission. `counted`: it rose the count of a report that is open. */
export const submissionResults = ['accepted', 'repeated', 'counted', 'refused'] as const;
export type SubmissionResult = (typeof submissionResults)[number];

export const sourceSorts = ['name'] as const;
