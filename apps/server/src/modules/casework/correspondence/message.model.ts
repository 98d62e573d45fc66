import type {
  AutomaticSign,
  CorrespondentRole,
  Locale,
  MessageDirection,
  MessagePurpose,
  MessageState,
  MessageTlp,
  MessageVia,
  RecipientState,
  SilenceScope,
  SuppressionReason,
  ThreadMark,
} from '@matoi/contract';

export type MailAddress = { readonly name: string | null; readonly address: string };

export type Author = {
  readonly kind: 'user' | 'token' | 'guest' | 'system';
  readonly id: string;
  readonly name: string;
};

/** A mail of a conversation: one that Matoi sends or decided not to send, or one that came in. */
export type Message = {
  readonly id: string;
  readonly subjectId: string;
  readonly version: number;
  readonly direction: MessageDirection;
  readonly via: MessageVia;
  readonly purpose: MessagePurpose | null;
  readonly isAutomatic: boolean;
  readonly state: MessageState;
  readonly suppression: SuppressionReason | null;
  readonly author: Author | null;
  /** Who wrote a mail that came in. */
  readonly from: { readonly name: string | null; readonly address: string | null } | null;
  /** The first address that it goes to; the brake counts by it. */
  readonly recipient: string | null;
  readonly title: string;
  readonly text: string;
  readonly isTextFromHtml: boolean;
  readonly locale: Locale;
  readonly tlp: MessageTlp | null;
  /** Message-ID without angle brackets. */
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly knownBy: ThreadMark | null;
  readonly automaticSign: AutomaticSign | null;
  readonly inboundMailId: string | null;
  readonly originalFileId: string | null;
  readonly overrideReason: string | null;
  /** The record whose link the mail carries in its last line; left out or null: the reporter's, if it goes to them. */
  readonly linkSubjectId?: string | null;
  readonly attempts: number;
  readonly lastProblem: string | null;
  /** When it was queued, or came in. */
  readonly queuedAt: Date;
  readonly sentAt: Date | null;
  readonly bouncedAt: Date | null;
};

/** One copy of a message and what became of it. */
export type Recipient = MailAddress & {
  readonly id: string;
  readonly messageId: string;
  readonly kind: 'to' | 'cc';
  readonly state: RecipientState;
  readonly problem: string | null;
};

export type MessageAttachment = {
  readonly id: string;
  readonly messageId: string;
  readonly fileId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: Buffer;
};

/** What hangs on messages, loaded once for a page. */
export type MessageParts = {
  readonly recipients: readonly Recipient[];
  readonly attachments: readonly MessageAttachment[];
};

/** Somebody who takes part in the conversation of a record. */
export type Correspondent = {
  readonly role: CorrespondentRole;
  readonly name: string | null;
  readonly address: string;
};

/** What is quoted below an answer: whose words, and when they were written. */
export type Quote = { readonly from: MailAddress; readonly at: Date; readonly text: string };

/** "Mail may be compromised": while it lasts, nothing leaves by mail. Without a record it holds for the compartment. */
export type Silence = {
  /** `team`: said for everything; only who turned it on there can end it. */
  readonly scope: SilenceScope | 'team';
  readonly id: string;
  readonly subjectId: string | null;
  readonly compartmentId: number;
  readonly reason: string;
  readonly begunAt: Date;
  readonly begunBy: Author;
};
