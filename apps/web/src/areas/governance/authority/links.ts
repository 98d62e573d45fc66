/** Who may order what. */
export const authorityLink = '/governance/authority';
/** The next version while it is written. */
export const authorityDraftLink = '/governance/authority/draft';
