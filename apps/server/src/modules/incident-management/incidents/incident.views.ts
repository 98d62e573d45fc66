import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Actor } from '../../../platform/access/index.ts';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import type { Incident } from './incident.model.ts';
import { isOpen, nextMoves } from './incident.rules.ts';

type SummaryView = ResponseOf<RouteWith<'incidents.list'>>['items'][number];
type IncidentView = ResponseOf<RouteWith<'incidents.show'>>;
export type CompartmentNames = ReadonlyMap<number, SummaryView['compartment']>;

/** An incident as the list shows it. */
export function viewSummary(incident: Incident, compartments: CompartmentNames): SummaryView {
  return {
    id: incident.id,
    number: incident.number,
    version: incident.version,
    title: incident.title,
    phase: incident.phase,
    openedAt: incident.openedAt.toISOString(),
    closedAt: incident.closing?.closedAt.toISOString() ?? null,
    openedBy: incident.openedBy,
    compartment: compartments.get(incident.compartmentId) ?? { id: incident.compartmentId, name: '', isOpen: false },
  };
}

/** An incident with what its page shows, the moves that are open, and what this actor may do. */
export function viewIncident(
  incident: Incident,
  reports: readonly SubjectLink[],
  compartments: CompartmentNames,
  actor: Pick<Actor, 'permissions'>,
): IncidentView {
  const may = (permission: string) => actor.permissions.has(permission);
  const next = nextMoves(incident.phase).filter((move) => may(`incidents.${move}`));
  return {
    ...viewSummary(incident, compartments),
    reports: [...reports],
    closing:
      incident.closing === null ? null : { ...incident.closing, closedAt: incident.closing.closedAt.toISOString() },
    can: {
      close: next.includes('close'),
      reopen: next.includes('reopen'),
      restrict: may('subjects.restrict'),
      annotate: isOpen(incident.phase) && may('journal.add'),
    },
    next,
  };
}
