/** The list of observables. */
export const observablesLink = '/situational-awareness/observables';
/** What the team knows: own names, ignored values, gateways. */
export const knownValuesLink = '/situational-awareness/known-values';

/** What devices are told to refuse. */
export const blockListLink = '/situational-awareness/block-list';

/** The page of one value. */
export function observableLink(id: string): string {
  return `${observablesLink}/${id}`;
}

/** Lists of innocent values, and one of them. */
export const warningListsLink = '/situational-awareness/warning-lists';

export function warningListLink(id: string): string {
  return `${warningListsLink}/${id}`;
}
