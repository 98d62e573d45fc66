/** The list of incidents. */
export const incidentsLink = '/incident-management/incidents';

/** The page of one incident. */
export function incidentLink(number: string): string {
  return `${incidentsLink}/${encodeURIComponent(number)}`;
}
