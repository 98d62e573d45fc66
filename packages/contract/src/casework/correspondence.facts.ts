/** What can have happened to a message of a conversation. */
export type CorrespondenceFact =
  | { readonly kind: 'message.queued'; readonly messageId: string }
  | { readonly kind: 'message.sent'; readonly messageId: string }
  | { readonly kind: 'message.failed'; readonly messageId: string }
  /** A sender had too many acknowledgements: what was withheld goes into one mail later. */
  | { readonly kind: 'message.withheld'; readonly messageId: string }
  | { readonly kind: 'message.cancelled'; readonly messageId: string }
  /** Somebody behind the relay gave the message back, for at least one of its recipients. */
  | { readonly kind: 'message.bounced'; readonly messageId: string }
  /** A mail came in that belongs to the record. `isAutomatic`: no person wrote it (out of office, our own mail). */
  | { readonly kind: 'message.received'; readonly messageId: string; readonly isAutomatic: boolean };
