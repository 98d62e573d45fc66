/** What the team says of itself (RFC 2350). */
export const charterLink = '/governance/charter';
/** The next version while it is written. */
export const charterDraftLink = '/governance/charter/draft';
