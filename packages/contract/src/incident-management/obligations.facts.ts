import type { ObligationReminder } from './obligations.values.ts';

/** What can have happened to the duties to report of a record. */
export type ObligationFact =
  /** Something that clocks rest on was said, or they were counted again and say something else. */
  | { readonly kind: 'obligation.assessed'; readonly basis: string }
  /** The program looked at it because a moment had come; it waits for the next one. */
  | { readonly kind: 'obligation.looked'; readonly basis: string }
  /** People are to be told that something is due. */
  | { readonly kind: 'obligation.reminded'; readonly reminder: ObligationReminder }
  /** A rule of everybody changed: the record is to be assessed again. */
  | { readonly kind: 'obligation.outdated' }
  | { readonly kind: 'obligation.filed'; readonly filingId: string }
  | { readonly kind: 'obligation-filing.changed'; readonly filingId: string }
  /** The team declared something of itself, switched a rule, or changed one of its own. */
  | { readonly kind: 'obligation-rule.changed' };
