import { button, heading, type Screen } from './screen.ts';

/** The team: members, roster, directory, with their forms. */
export function screensOfGovernance(): readonly Screen[] {
  const team = '/governance/team';
  const roster = '/governance/roster';
  const directory = '/governance/directory';
  return [
    { name: 'team', path: team, show: heading('team.page.title') },
    { name: 'team-add', path: team, show: button('team.page.add') },
    { name: 'team-import', path: team, show: button('team.page.import') },
    { name: 'roster', path: roster, show: heading('duty.page.title') },
    { name: 'directory', path: directory, show: heading('directory.page.title') },
    { name: 'directory-add', path: directory, show: button('directory.page.add') },
  ];
}
