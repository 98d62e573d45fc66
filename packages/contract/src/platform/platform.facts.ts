/** What can have happened in the platform itself. */
export type PlatformFact =
  | { readonly kind: 'mail.received'; readonly mailId: string }
  | { readonly kind: 'subject.moved'; readonly from: number; readonly to: number }
  | { readonly kind: 'break-glass.used'; readonly accountId: string };
