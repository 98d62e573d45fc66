import type { Page } from 'playwright-core';
import { see, settled } from './checks.ts';
import { heading, nowhere, type Screen, type Seeded } from './screen.ts';
import type { Words } from './words.ts';

/** What stands around every page: palette, keys, notices, menus. */
export function screensOfFrame(seeded: Seeded): readonly Screen[] {
  const incidents = '/incident-management/incidents';
  const incident = `${incidents}/${seeded.incident}`;
  const accountMenu = async (page: Page, words: Words) => {
    const opener = page.getByRole('button', {
      name: new RegExp(words('platform.account-menu.open', { name: '' }).trim()),
    });
    await (await see(opener)).click();
    await see(page.getByRole('menuitem', { name: words('platform.account-menu.sign-out') }));
  };
  const palette = (text: string, isFound: boolean) => async (page: Page, words: Words) => {
    await see(page.getByRole('heading', { level: 1 }));
    await page.keyboard.press('Control+k');
    const dialog = page.getByRole('dialog', { name: words('platform.palette.title') });
    await dialog.getByRole('combobox').fill(text);
    if (isFound) await see(dialog.getByRole('option'));
    else await see(dialog.getByText(words('platform.palette.nothing')));
    await settled(page, words('platform.palette.searching'));
  };
  return [
    { name: 'not-found', path: nowhere, show: heading('platform.not-found.title') },
    { name: 'palette', path: incidents, show: palette('', true) },
    { name: 'palette-found', path: incidents, show: palette(seeded.word, true) },
    { name: 'palette-nothing', path: incidents, show: palette('zzzzzz', false) },
    {
      name: 'keys',
      path: incidents,
      notOnPhone: true,
      async show(page, words) {
        await see(page.getByRole('heading', { level: 1 }));
        await page.keyboard.press('?');
        await see(page.getByRole('dialog', { name: words('platform.keys.title') }));
      },
    },
    {
      name: 'notifications',
      covers: true,
      path: incidents,
      async show(page, words) {
        await (
          await see(
            page.getByRole('button', {
              name: new RegExp(words('notifications.list.open', { count: '\\d+' }).replace(/[()（）]/g, '.')),
            }),
          )
        ).click();
        await see(page.getByRole('heading', { name: words('notifications.list.title') }));
        await settled(page, words('platform.list.loading'));
      },
    },
    { name: 'account-menu', covers: true, path: incidents, show: accountMenu },
    {
      name: 'sign-out-with-drafts',
      path: incident,
      async show(page, words) {
        await page.getByLabel(words('journal.add.label')).fill('A draft');
        await accountMenu(page, words);
        await page.getByRole('menuitem', { name: words('platform.account-menu.sign-out') }).click();
        await see(page.getByRole('dialog', { name: words('platform.sign-out.title') }));
      },
    },
  ];
}
