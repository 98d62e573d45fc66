import { see } from './checks.ts';
import { heading, type Screen } from './screen.ts';

/** Pages for people who are not signed in, once the set-up is done. */
export const screensBefore: readonly Screen[] = [
  { name: 'sign-in', path: '/sign-in', show: heading('session.sign-in.title') },
  {
    name: 'sign-in-refused',
    path: '/sign-in',
    async show(page, words) {
      await page.getByLabel(words('session.field.email')).fill('nobody@example.jp');
      await page.getByLabel(words('session.field.password')).fill('not the right password');
      await page.getByRole('button', { name: words('session.sign-in.act') }).click();
      await see(page.getByRole('alert'));
    },
  },
  {
    name: 'set-up-done',
    path: '/set-up',
    show: (page, words) => see(page.getByText(words('set-up.complete.already-done'))),
  },
  { name: 'sign-up-no-link', path: '/sign-up', show: heading('sign-up.page.title') },
  {
    name: 'sign-up',
    path: '/sign-up#abcdefghijklmnopqrstuvwxyz0123456789',
    async show(page, words) {
      await see(page.getByLabel(words('account.password.repeat')));
    },
  },
];

/** The three steps of the set-up; only on a new installation. */
export function screensOfSetUp(link: string): readonly Screen[] {
  return [
    { name: 'set-up-1', path: link, show: heading('set-up.language.title') },
    {
      name: 'set-up-2',
      path: link,
      async show(page, words) {
        await page
          .getByRole('button', { name: words('set-up.page.next', { step: words('set-up.step.team') }) })
          .click();
        await heading('set-up.team.title')(page, words);
      },
    },
    {
      name: 'set-up-3',
      path: link,
      async show(page, words) {
        await page.getByLabel(words('settings.field.team-name')).fill('CSIRT');
        await page
          .getByRole('button', { name: words('set-up.page.next', { step: words('set-up.step.administrator') }) })
          .click();
        await heading('set-up.administrator.title')(page, words);
      },
    },
  ];
}
