import { see } from './checks.ts';
import { button, heading, type Screen, type Seeded } from './screen.ts';

/** The board, the wall, observables and their lists. */
export function screensOfAwareness(seeded: Seeded): readonly Screen[] {
  const incidents = '/incident-management/incidents';
  const observables = '/situational-awareness/observables';
  const incident = `${incidents}/${seeded.incident}`;

  return [
    { name: 'board', path: '/', show: heading('picture.board.title') },
    {
      name: 'board-parts',
      path: '/situational-awareness/board',
      async show(page, words) {
        await heading('picture.board.title')(page, words);
        await page.getByText(words('picture.parts.title'), { exact: true }).click();
        await see(page.getByText(words('picture.parts.note')));
      },
    },
    { name: 'wall', path: '/situational-awareness/wall', show: heading('picture.board.title'), notOnPhone: true },
    { name: 'observables', path: observables, show: heading('observables.title') },
    {
      name: 'observables-nothing',
      path: `${observables}?q=zzzzzz`,
      show: (page, words) => see(page.getByText(words('observables.list.nothing'))),
    },
    { name: 'incident-observables', path: `${incident}/observables`, show: button('observables.add.act') },
    { name: 'block-list', path: '/situational-awareness/block-list', show: heading('block-list.title') },
    {
      name: 'block-list-ended',
      path: '/situational-awareness/block-list?state=ended',
      show: (page, words) => see(page.getByText(words('block-list.empty.ended'))),
    },
    {
      name: 'warning-lists',
      path: '/situational-awareness/warning-lists',
      show: heading('warning-lists.title'),
    },
    {
      name: 'warning-list',
      path: '/situational-awareness/warning-lists/open-resolvers',
      show: (page, words) => see(page.getByRole('heading', { level: 2, name: words('warning-lists.hits.title') })),
    },
    { name: 'known-values', path: '/situational-awareness/known-values', show: heading('known-values.title') },
  ];
}
