/** What can have happened to the duties to report of a record. */
export type ObligationFact =
  /** Something that clocks rest on was said, or they were counted again and say something else. */
  | { readonly kind: 'obligation.assessed'; readonly basis: string }
  /** A rule of everybody changed: the record is to be assessed again. */
  | { readonly kind: 'obligation.outdated' }
  | { readonly kind: 'obligation.filed'; readonly filingId: string }
  | { readonly kind: 'obligation-filing.changed'; readonly filingId: string }
  /** The team declared something of itself, switched a rule, or changed one of its own. */
  | { readonly kind: 'obligation-rule.changed' };
