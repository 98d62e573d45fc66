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

/** The five things of an incident that count at night, on one screen. */
export function nightLink(number: string): string {
  return incidentTabLink(number, nightTab);
}

/** The last part of the address of the night view; no section may have this id. */
export const nightTab = 'night';
