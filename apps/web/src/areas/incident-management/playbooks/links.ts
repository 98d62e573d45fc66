export const playbooksLink = '/incident-management/playbooks';

/** The page of a playbook, in force or of one version. */
export const playbookLink = (code: string, version?: string) =>
  `${playbooksLink}/${encodeURIComponent(code)}${version === undefined ? '' : `?version=${encodeURIComponent(version)}`}`;

export const playbookEditLink = (code: string) => `${playbooksLink}/${encodeURIComponent(code)}/edit`;

/** The whole run on an incident. */
export const runTabLink = (number: string) => `/incident-management/incidents/${encodeURIComponent(number)}/playbook`;
