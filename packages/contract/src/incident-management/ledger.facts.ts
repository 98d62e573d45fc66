/** What can have happened to an import of a ledger. The import is the subject. */
export type LedgerFact =
  | { readonly kind: 'ledger-import.uploaded' }
  | { readonly kind: 'ledger-import.started' }
  | { readonly kind: 'ledger-import.finished'; readonly isCancelled: boolean }
  | { readonly kind: 'ledger-import.undone' };
