/** What can have happened to the authority matrix: drafted, approved, delegated, taken back. */
export type AuthorityFact = { readonly kind: 'authority.changed' };
