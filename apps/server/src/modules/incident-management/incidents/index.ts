/** Incidents. Higher modules learn of them by facts; nothing needs to call in yet. */
export type { Incident } from './incident.model.ts';
