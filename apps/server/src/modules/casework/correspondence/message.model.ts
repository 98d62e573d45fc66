import type { Locale, MessageState, MessageTemplate, SuppressionReason } from '@matoi/contract';

/** A mail that Matoi sends, or decided not to send, from a record. */
export type Message = {
  readonly id: string;
  readonly subjectId: string;
  readonly version: number;
  readonly template: MessageTemplate;
  readonly state: MessageState;
  readonly suppression: SuppressionReason | null;
  readonly recipient: string | null;
  readonly title: string;
  readonly text: string;
  readonly locale: Locale;
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly attempts: number;
  readonly lastProblem: string | null;
  readonly queuedAt: Date;
  readonly sentAt: Date | null;
};
