import type { Page } from 'playwright-core';
import { see, settled } from './checks.ts';
import { button, heading, type Screen, type Seeded } from './screen.ts';
import type { Words } from './words.ts';

/** The list of incidents, and the overview of one with all its dialogs. */
export function screensOfIncidents(seeded: Seeded): readonly Screen[] {
  const incidents = '/incident-management/incidents';
  const incident = `${incidents}/${seeded.incident}`;

  return [
    { name: 'incidents', path: incidents, show: heading('terms.incident-list') },
    { name: 'incident-open-form', path: incidents, show: button('incidents.open.act') },
    { name: 'incidents-all', path: `${incidents}?phase=all`, show: heading('terms.incident-list') },
    {
      name: 'incidents-nothing',
      path: `${incidents}?q=zzzzzz`,
      show: (page, words) => see(page.getByText(words('incidents.list.nothing'))),
    },
    {
      name: 'incident',
      path: incident,
      async show(page, words) {
        await see(page.getByLabel(words('journal.add.label')));
        await settled(page, words('platform.list.loading'));
      },
    },
    {
      name: 'incident-table',
      path: incident,
      async show(page, words) {
        const view = page.getByRole('group', { name: words('journal.view.label') });
        await (await see(view.getByRole('button', { name: words('journal.view.table') }))).click();
        await see(page.getByRole('table', { name: words('terms.journal') }));
      },
    },
    {
      name: 'incident-at-a-time',
      path: incident,
      async show(page, words) {
        const choice = page.getByRole('radio', { name: words('journal.when.at') });
        await choice.waitFor();
        await choice.check();
      },
    },
    { name: 'incident-close', path: incident, show: button('incidents.close.act') },
    {
      name: 'incident-close-gaps',
      path: incident,
      async show(page, words) {
        await button('incidents.close.act')(page, words);
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('radio', { name: words('terms.incident.outcome.resolved'), exact: true }).check();
        await see(dialog.getByRole('heading', { name: words('incidents.gaps.title') }));
      },
    },
    { name: 'incident-times', path: incident, show: button('incidents.times.act') },
    {
      name: 'incident-severity',
      path: incident,
      async show(page, words) {
        await (await see(page.getByTitle(words('incidents.severity.title')))).click();
        await see(page.getByRole('dialog').getByRole('group').first());
      },
    },
    { name: 'incident-give-function', path: incident, show: button('incidents.people.add') },
    { name: 'incident-relate', path: incident, show: button('relations.add.act') },
    {
      name: 'incident-summary-form',
      path: incident,
      async show(page, words) {
        await (await see(page.getByRole('button', { name: words('incidents.summary.write') }))).click();
        await see(page.getByLabel(words('incidents.summary.plain-text')));
      },
    },
    {
      name: 'incident-more',
      covers: true,
      path: incident,
      async show(page, words) {
        await (await see(page.getByRole('button', { name: words('incidents.more.label') }))).click();
        await see(page.getByRole('menuitem', { name: words('incidents.merge.act') }));
      },
    },
    ...(['title', 'class', 'review', 'monitor', 'merge'] as const).map((act) => ({
      name: `incident-${act}`,
      path: incident,
      async show(page: Page, words: Words) {
        await (await see(page.getByRole('button', { name: words('incidents.more.label') }))).click();
        await page.getByRole('menuitem', { name: words(`incidents.${act}.act`) }).click();
        await see(page.getByRole('dialog').getByRole('heading'));
        await settled(page, words('platform.list.loading'));
      },
    })),
    {
      name: 'incident-phase-move',
      path: incident,
      async show(page, words) {
        await (
          await see(page.getByTitle(words('incidents.move.label', { phase: words('incidents.phase.analysis') })))
        ).click();
        await page.getByRole('menuitem', { name: words('incidents.move.at-a-time') }).click();
        await see(page.getByRole('dialog').getByRole('heading'));
      },
    },
    { name: 'incident-restrict', path: incident, show: button('compartments.restrict.act') },
    {
      name: 'incidents-more-filters',
      path: `${incidents}?severity=none&sort=severity`,
      async show(page, words) {
        await see(page.getByLabel(words('incidents.field.review')));
        await settled(page, words('platform.list.loading'));
      },
    },
    {
      name: 'incident-restricted',
      path: `${incidents}/${seeded.restrictedIncident}`,
      show: (page) => see(page.getByText(seeded.compartment)),
    },
    {
      name: 'incident-closed',
      path: `${incidents}/${seeded.closedIncident}`,
      show: (page, words) => see(page.getByRole('heading', { name: words('incidents.closing.title') })),
    },
    { name: 'incident-reopen', path: `${incidents}/${seeded.closedIncident}`, show: button('incidents.reopen.act') },
    {
      name: 'incident-unknown',
      path: `${incidents}/INC-1999-0001`,
      show: (page, words) => see(page.getByText(words('record.find.not-found'))),
    },
  ];
}
