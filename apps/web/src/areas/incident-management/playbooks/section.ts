import type { SectionEntry } from '../../../shared/registry.tsx';

/** The one thing that the playbooks want now. */
export const nextStepSection: SectionEntry = {
  id: 'next-step',
  subjectKinds: ['incident'],
  order: 0,
  permission: 'playbook-runs.list',
  place: 'rail',
  load: () => import('./sections/next.section.tsx'),
};

/** The playbooks that run on an incident, with every step. */
export const playbookSection: SectionEntry = {
  id: 'playbook',
  title: 'playbooks.run.tab',
  subjectKinds: ['incident'],
  order: 35,
  permission: 'playbook-runs.list',
  place: 'tab',
  load: () => import('./sections/run.section.tsx'),
};
