import type { Page } from 'playwright-core';
import { see, settled } from './checks.ts';
import { button, heading, type Screen, type Seeded } from './screen.ts';
import type { Words } from './words.ts';

/** The inbox, a report with its dialogs, the public form, ledger and statistics. */
export function screensOfReports(seeded: Seeded): readonly Screen[] {
  const inbox = '/incident-management/reports';
  const report = `${inbox}/${seeded.report}`;
  const openReport = (page: Page, words: Words) =>
    see(page.getByRole('region', { name: words('terms.report') }).getByRole('heading', { level: 1 }));
  return [
    { name: 'inbox', path: inbox, show: heading('terms.inbox') },
    {
      name: 'inbox-filters',
      path: inbox,
      async show(page, words) {
        await (await see(page.getByRole('button', { name: words('reports.filter.open') }))).click();
        await see(page.getByRole('region', { name: words('reports.filter.open') }));
      },
    },
    { name: 'inbox-all', path: `${inbox}?list=all`, show: heading('terms.inbox') },
    {
      name: 'inbox-selected',
      path: `${inbox}?list=all`,
      async show(page, words) {
        await page.getByRole('checkbox').first().check({ force: true });
        await see(page.getByRole('toolbar', { name: words('reports.bulk.label') }));
      },
    },
    {
      name: 'inbox-nothing',
      path: `${inbox}?q=zzzzzz`,
      show: (page, words) => see(page.getByText(words('reports.list.nothing'))),
    },
    { name: 'report', path: report, show: openReport },
    { name: 'report-open-incident', path: report, show: button('reports.open-incident.act') },
    { name: 'report-call', path: report, show: button('calls.take.title') },
    { name: 'report-close', path: report, show: button('reports.close.act-answer') },
    { name: 'report-add', path: report, notOnPhone: true, show: button('reports.add.act') },
    ...(['reports.ask.act', 'reports.hand-over.act', 'reports.snooze.act', 'reports.merge.act'] as const).map(
      (key) => ({
        name: key.split('.').slice(0, 2).join('-').replace('reports', 'report'),
        path: report,
        notOnPhone: true,
        async show(page: Page, words: Words) {
          const region = page.getByRole('region', { name: words('terms.report') });
          await (await see(region.getByRole('button', { name: words(key), exact: true }))).click();
          await see(page.getByRole('dialog').getByRole('heading'));
          await settled(page, words('platform.list.loading'));
        },
      }),
    ),
    {
      name: 'report-write-mail',
      path: report,
      async show(page, words) {
        await (await see(page.getByRole('button', { name: words('correspondence.compose.act') }))).click();
        await see(page.getByRole('form', { name: words('correspondence.compose.title') }));
        await settled(page, words('platform.list.loading'));
      },
    },
    { name: 'report-withhold-mail', path: report, show: button('correspondence.silence.open') },
    { name: 'public-form', path: '/incident-management/public-form', show: heading('public-form.page.title') },
    {
      name: 'inbox-views',
      path: `${inbox}?list=mine`,
      async show(page, words) {
        await (await see(page.getByRole('button', { name: words('reports.views.label') }))).click();
        await page.getByRole('menuitem', { name: words('reports.views.manage') }).click();
        await see(page.getByRole('dialog').getByRole('heading'));
      },
    },
    { name: 'report-unparseable', path: `${inbox}/${seeded.unparseable}`, show: openReport },
    {
      name: 'report-unknown',
      path: `${inbox}/REP-1999-0001`,
      show: (page, words) => see(page.getByText(words('record.find.not-found'))),
    },
    { name: 'ledger', path: '/incident-management/ledger', show: heading('ledger.page.title') },
    {
      name: 'ledger-unknown',
      path: '/incident-management/ledger/IMP-2020-0001',
      show: (page, words) => see(page.getByRole('link', { name: words('ledger.back') })),
    },
    { name: 'statistics', path: '/incident-management/statistics', show: heading('statistics.page.title') },
  ];
}
