import type { Refusal } from '@matoi/kernel';
import { asId } from '@matoi/kernel';
import type { Work } from '../../../../platform/commands/index.ts';
import { findSubject } from '../../../../platform/subjects/index.ts';
import type { Incident } from '../incident.model.ts';
import { showIncident } from '../incident.queries.ts';
import { mayAnnotateIn } from '../incident.rules.ts';
import { findIncident } from '../incident.store.ts';

/** What every act on one incident is asked with. */
export type OnIncident = { readonly params: { readonly id: string } };

/** The incident of an address, which nobody else changes until the act is done. */
export async function loadIncident(work: Work, input: OnIncident): Promise<Incident> {
  const subject = await findSubject(work, input.params.id, { kind: 'incident' });
  return findIncident(work, subject.id, { forUpdate: true });
}

/** The version of the record, for acts that change what somebody has read. */
export function versionOf<Loaded extends Incident>() {
  return {
    of: (incident: Loaded) => incident.version,
    show: (work: Work, incident: Loaded) => showIncident(work, incident.id),
  };
}

/** Whether it is still worked on. */
export function refusedWhenClosed(incident: Incident): Refusal | null {
  return mayAnnotateIn(incident.phase);
}

export const subjectIdOf = (incident: Pick<Incident, 'id'>) => asId<'Subject'>(incident.id);

export const show = (work: Work, id: string) => showIncident(work, id);
