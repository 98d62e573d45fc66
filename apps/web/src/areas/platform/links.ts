/** Addresses of the platform's own pages. */
export const platformLinks = {
  account: '/platform/account',
  accounts: '/platform/accounts',
  tokens: '/platform/tokens',
  mailboxes: '/platform/mailboxes',
  compartments: '/platform/compartments',
  settings: '/platform/settings',
  audit: '/platform/audit',
} as const;
