/** Incidents, for what is told of them on a higher level: everything that the page of one shows, and what runs. */
export type { Incident } from './incident.model.ts';
export { showIncident as incidentOf } from './incident.queries.ts';
export {
  countWithoutNextReview,
  incidentsInReview,
  monitoringDue,
  reviewsDue,
  runningIncidents,
} from './running.queries.ts';
