import type { Page } from 'playwright-core';
import { see, settled } from './checks.ts';
import { button, heading, type Screen, type Seeded } from './screen.ts';
import type { Words } from './words.ts';

/** What lies on an incident beside its overview, and its pages across incidents: tasks, playbooks, measures. */
export function screensOfWork(seeded: Seeded): readonly Screen[] {
  const incidents = '/incident-management/incidents';
  const incident = `${incidents}/${seeded.incident}`;

  return [
    ...(['scope', 'notes', 'attachments'] as const).map((module) => ({
      name: `incident-${module}`,
      path: `${incident}/${module === 'attachments' ? 'files' : module}`,
      async show(page: Page, words: Words) {
        await see(page.getByRole('heading', { level: 2, name: words(`${module}.title`) }));
        await settled(page, words('platform.list.loading'));
      },
    })),
    { name: 'incident-scope-add', path: `${incident}/scope`, show: button('scope.add.act') },
    { name: 'incident-scope-number', path: `${incident}/scope`, show: button('scope.number.act') },
    {
      name: 'incident-notes-new',
      path: `${incident}/notes`,
      async show(page: Page, words: Words) {
        await (await see(page.getByRole('button', { name: words('notes.add.act'), exact: true }))).click();
        await see(page.getByLabel(words('notes.edit.text')));
      },
    },
    { name: 'playbooks', path: '/incident-management/playbooks', show: heading('playbooks.list.title') },
    {
      name: 'playbook',
      path: '/incident-management/playbooks/ransomware',
      show: (page, words) => see(page.getByRole('heading', { level: 2, name: words('playbooks.phase.containment') })),
    },
    {
      name: 'playbook-edit',
      path: '/incident-management/playbooks/ransomware/edit',
      show: (page, words) => see(page.getByText(words('playbooks.edit.order-hint'))),
    },
    {
      name: 'incident-playbook',
      path: `${incident}/playbook`,
      show: (page, words) => see(page.getByRole('button', { name: words('playbooks.start.act') })),
    },
    { name: 'measures', path: '/knowledge-transfer/measures', show: heading('terms.measures') },
    {
      name: 'incident-reports',
      path: `${incident}/reports`,
      show: (page, words) => see(page.getByText(words('management-reports.empty.progress'))),
    },
    {
      name: 'incident-review',
      path: `${incident}/review`,
      show: (page, words) => see(page.getByRole('button', { name: words('lessons.review.begin') })),
    },
    { name: 'my-tasks', path: '/casework/my-tasks', show: heading('tasks.mine.title') },
    { name: 'instructions', path: '/casework/instructions', show: heading('instructions.page.title') },
    {
      name: 'incident-tasks',
      path: `${incident}/tasks`,
      async show(page, words) {
        await see(page.getByRole('heading', { name: words('instructions.list.title') }));
        await settled(page, words('platform.list.loading'));
      },
    },
    { name: 'instruction-form', path: `${incident}/tasks`, show: button('instructions.send.open') },
    { name: 'tasks-paste', path: `${incident}/tasks`, show: button('tasks.paste.open') },
    {
      name: 'incident-timeline',
      path: `${incident}/timeline`,
      async show(page, words) {
        await see(page.getByRole('table', { name: words('terms.timeline') }));
        await settled(page, words('platform.list.loading'));
      },
    },
    {
      name: 'incident-timeline-imports',
      path: `${incident}/timeline`,
      async show(page, words) {
        await (await see(page.getByText(words('timeline.imports.title'), { exact: true }))).click();
        await see(page.getByRole('button', { name: words('timeline.upload.choose') }));
      },
    },
    {
      name: 'incident-night',
      path: `${incident}/night`,
      async show(page, words) {
        await see(page.getByRole('region', { name: words('incidents.night.deadline') }));
        await settled(page, words('platform.list.loading'));
      },
    },
    {
      name: 'incident-tab-unknown',
      path: `${incident}/no-such-page`,
      show: (page, words) => see(page.getByText(words('incidents.tabs.unknown'))),
    },
    {
      name: 'obligation-rules',
      path: '/incident-management/obligation-rules',
      show: heading('terms.obligation-rules'),
    },
    {
      name: 'incident-decisions',
      path: `${incident}/decisions`,
      show: (page, words) => see(page.getByText(words('decisions.list.empty'))),
    },
    { name: 'decision-ask', path: `${incident}/decisions`, show: button('decisions.ask.act') },
    { name: 'decision-order', path: `${incident}/decisions`, show: button('decisions.order.act') },
    { name: 'decision-oral', path: `${incident}/decisions`, show: button('decisions.oral.act') },
    {
      name: 'incident-meetings',
      path: `${incident}/meetings`,
      show: (page, words) => see(page.getByText(words('meetings.state.in-session')).first()),
    },
    { name: 'meeting', path: `/casework/meetings/${seeded.meeting}`, show: button('meetings.decide.act') },
    { name: 'meeting-plan', path: `${incident}/meetings`, show: button('meetings.list.plan') },
    {
      name: 'incident-obligations',
      path: `${incident}/obligations`,
      show: (page, words) => see(page.getByRole('heading', { name: words('obligations.timeline.title') })),
    },
  ];
}
