import { button, heading, type Screen } from './screen.ts';

/** The team: members, roster, directory, calls, with their forms. */
export function screensOfGovernance(): readonly Screen[] {
  const team = '/governance/team';
  const roster = '/governance/roster';
  const directory = '/governance/directory';
  const calls = '/governance/call-outs';
  const authority = '/governance/authority';
  return [
    { name: 'authority', path: authority, show: heading('terms.authority') },
    { name: 'authority-draft', path: `${authority}/draft`, show: heading('authority.edit.title') },
    { name: 'authority-rule', path: `${authority}/draft`, show: button('authority.edit.add') },
    { name: 'charter', path: '/governance/charter', show: heading('charter.page.title') },
    { name: 'charter-draft', path: '/governance/charter/draft', show: heading('charter.edit.title') },
    { name: 'team', path: team, show: heading('team.page.title') },
    { name: 'team-add', path: team, show: button('team.page.add') },
    { name: 'team-import', path: team, show: button('team.page.import') },
    { name: 'roster', path: roster, show: heading('duty.page.title') },
    { name: 'directory', path: directory, show: heading('directory.page.title') },
    { name: 'offline-pack', path: '/governance/offline-pack', show: heading('offline-pack.page.title') },
    { name: 'directory-add', path: directory, show: button('directory.page.add') },
    { name: 'call-outs', path: calls, show: heading('call-outs.title') },
    { name: 'call-outs-drill', path: calls, show: button('call-outs.act.drill') },
    { name: 'call-out-settings', path: `${calls}/settings`, show: heading('call-outs.settings.title') },
    { name: 'call-out-rule', path: `${calls}/settings`, show: button('call-outs.policy.add') },
    { name: 'call-out-service', path: `${calls}/settings`, show: button('call-outs.adapter.add') },
  ];
}
