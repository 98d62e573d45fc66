/** What can have happened to an outgoing message. */
export type CorrespondenceFact =
  | { readonly kind: 'message.queued'; readonly messageId: string }
  | { readonly kind: 'message.sent'; readonly messageId: string }
  | { readonly kind: 'message.failed'; readonly messageId: string };
