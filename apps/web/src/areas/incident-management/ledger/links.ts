/** The ledger: import and export of reports as a table. */
export const ledgerLink = '/incident-management/ledger';

/** One import with its steps. */
export function ledgerImportLink(number: string): string {
  return `${ledgerLink}/${encodeURIComponent(number)}`;
}
