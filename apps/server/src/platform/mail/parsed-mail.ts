/**
 * A mail as the parser understood it. Everything in it was written by a stranger. It can be handed between threads; the
 * bytes of attachments may be views on one shared buffer, so copy what you keep for long.
 */
export type ParsedMail = {
  /** `mime` is RFC 5322; `msg` is a message saved by Outlook. */
  readonly format: 'mime' | 'msg';
  /** As written, mostly in angle brackets. */
  readonly messageId: string | null;
  /** The first Message-ID of In-Reply-To, without angle brackets. */
  readonly inReplyTo: string | null;
  /** The Message-IDs of References, oldest first, without angle brackets; the last hundred. */
  readonly references: readonly string[];
  readonly from: { readonly name: string; readonly address: string } | null;
  /** The addresses of To and Cc. */
  readonly recipients: readonly string[];
  readonly subject: string;
  /** ISO 8601, or null when there is no date that can be read. */
  readonly sentAt: string | null;
  readonly text: string;
  readonly isTextFromHtml: boolean;
  /** The HTML as it came: hostile. Show it by `MailParser.safeHtml` only. */
  readonly html: string | null;
  readonly charset: string | null;
  readonly contentLanguage: string | null;
  /** All headers in order, names in lower case, encoded words decoded. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The header block as it was written, line by line, for the view of headers. */
  readonly headerText: string;
  readonly attachments: readonly ParsedAttachment[];
  readonly deliveryReport: DeliveryReport | null;
  readonly feedbackReport: FeedbackReport | null;
  /** What was guessed, repaired or left out; empty for an ordinary mail. */
  readonly doubts: readonly MailDoubt[];
};

export const mailDoubts = [
  /** The declared charset was missing, unknown or wrong, and the text was read in a guessed one. */
  'charset-guessed',
  /** Bytes that no charset explains were replaced by U+FFFD. */
  'text-damaged',
  /** A multipart without its boundary, or nested too deep, is kept as one attachment. */
  'structure-broken',
  /** Mails inside mails inside mails: the deepest are kept as attachments and not read. */
  'nested-too-deep',
  /** The text is longer than what is kept as text; all of it is in the original. */
  'text-cut',
  /** There are more attachments than are listed; all of them are in the original. */
  'attachments-cut',
  /** A header that decides something (From, Subject, Message-ID, Date, Content-Type) stands there more than once. */
  'header-repeated',
] as const;
export type MailDoubt = (typeof mailDoubts)[number];

export type ParsedAttachment = {
  /** Never empty, without path separators, control characters and marks that turn the reading direction around. */
  readonly name: string;
  readonly mediaType: string;
  /** Decoded from the transfer encoding and otherwise exactly as it came. */
  readonly bytes: Uint8Array;
  /** Without angle brackets. */
  readonly contentId: string | null;
  /** Meant to be shown within the HTML. */
  readonly isInline: boolean;
  /** What lies inside, when the attachment is itself a mail (message/rfc822 or .msg) and could be read. */
  readonly inner: ParsedMail | null;
};

/** RFC 3464: what became of a mail that we had sent. Written by whoever sent the report, so check it against the mail. */
export type DeliveryReport = {
  readonly reportingMta: string | null;
  /** Message-ID of the mail that the report is about, without angle brackets. */
  readonly originalMessageId: string | null;
  readonly originalSubject: string | null;
  readonly recipients: readonly DeliveryOutcome[];
};

export type DeliveryOutcome = {
  /** The address that was written to (Original-Recipient), else the one that it became (Final-Recipient). */
  readonly recipient: string | null;
  readonly finalRecipient: string | null;
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded' | null;
  /** RFC 3463, like `5.1.1`. */
  readonly status: string | null;
  readonly diagnostic: string | null;
  readonly remoteMta: string | null;
};

/** RFC 5965 (ARF): somebody reports a mail, usually one that came from our network. */
export type FeedbackReport = {
  readonly feedbackType: string | null;
  readonly userAgent: string | null;
  readonly version: string | null;
  readonly sourceIp: string | null;
  readonly originalMailFrom: string | null;
  readonly originalRecipients: readonly string[];
  readonly arrivalDate: string | null;
  readonly reportedDomains: readonly string[];
  readonly reportedUris: readonly string[];
  readonly authenticationResults: readonly string[];
  /** How many mails the report stands for. */
  readonly incidents: number | null;
  /** Every field in order, names in lower case. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Message-ID of the reported mail, without angle brackets. */
  readonly originalMessageId: string | null;
};

export type ParseAnswer =
  | { readonly isParsed: true; readonly mail: ParsedMail }
  | { readonly isParsed: false; readonly problem: string };

/** HTML made inert, ready for a sandboxed frame; `html` is null when the mail has none. */
export type SafeHtmlAnswer =
  | { readonly isMade: true; readonly html: string | null }
  | { readonly isMade: false; readonly problem: string };
