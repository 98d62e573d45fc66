/** The list of observables. */
export const observablesLink = '/situational-awareness/observables';
/** What the team knows: own names, ignored values, gateways. */
export const knownValuesLink = '/situational-awareness/known-values';

/** The page of one value. */
export function observableLink(id: string): string {
  return `${observablesLink}/${id}`;
}
