/** Incidents, for what is told of them on a higher level: everything that the page of one shows. */
export type { Incident } from './incident.model.ts';
export { showIncident as incidentOf } from './incident.queries.ts';
