/** The list of incidents. */
export const incidentsLink = '/incident-management/incidents';

/** The page of one incident. */
export function incidentLink(number: string): string {
  return `${incidentsLink}/${encodeURIComponent(number)}`;
}

/** A page beside the overview of an incident: the id of a section whose place is `tab`. */
export function incidentTabLink(number: string, tab: string): string {
  return `${incidentLink(number)}/${encodeURIComponent(tab)}`;
}
