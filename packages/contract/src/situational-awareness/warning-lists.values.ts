/**
 * How a list is compared. `exact`: the value itself. `suffix`: a name and all below it. `network`: addresses in a network.
 * `host`: a name and the pages on it, not what is below.
 */
export const warningMatches = ['exact', 'suffix', 'network', 'host'] as const;
/** Most values of one list of one's own, and most lists. */
export const warningEntryLimit = 5_000;
export const warningListLimit = 50;

export type WarningMatch = (typeof warningMatches)[number];
