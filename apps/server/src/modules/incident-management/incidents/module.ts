import type { Module } from '../../../platform/composition/index.ts';
import { incidentsSubscriptions } from './incident.jobs.ts';
import { phaseOfWhole } from './incident.queries.ts';
import { incidentsBindings } from './incident.routes.ts';
import { mayAnnotateIn } from './incident.rules.ts';
import { findIncident } from './incident.store.ts';
import { incidentSignalsOf } from './signal.queries.ts';

/** Declares incidents to the platform. */
export const incidentsModule: Module = {
  name: 'incidents',
  bindings: incidentsBindings,
  subjects: [
    {
      kind: 'incident',
      showPermission: 'incidents.show',
      annotate: async (reading, subject) => mayAnnotateIn(await phaseOfWhole(reading, subject.id)),
      tlp: async (reading, subject) => (await findIncident(reading, subject.id)).tlp,
      pap: async (reading, subject) => (await findIncident(reading, subject.id)).pap,
      severity: async (reading, subject) => (await findIncident(reading, subject.id)).severity,
      signals: incidentSignalsOf,
    },
  ],
  subscriptions: () => incidentsSubscriptions,
};
