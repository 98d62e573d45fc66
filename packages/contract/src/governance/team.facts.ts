/** What can have happened to the team; none of it is about a record. */
export type TeamFact =
  | { readonly kind: 'member.changed'; readonly memberId: string }
  | { readonly kind: 'duty.changed' }
  | { readonly kind: 'mail-compromise.begun' }
  | { readonly kind: 'mail-compromise.ended' }
  /** A person was asked to take over a duty; the account to tell, if there is one. */
  | { readonly kind: 'duty-swap.asked'; readonly changeId: string; readonly accountId: string | null }
  | { readonly kind: 'duty-swap.answered'; readonly changeId: string; readonly accountId: string | null }
  /** An entry of the directory was saved or said to be still right: its clock begins anew. */
  | { readonly kind: 'directory-entry.confirmed'; readonly entryId: string; readonly version: number };
