/** The settings of triage. */
export const triageLinks = {
  rules: '/incident-management/triage',
  classes: '/incident-management/triage/classes',
  priorities: '/incident-management/triage/priorities',
  severities: '/incident-management/triage/severities',
  serviceLevels: '/incident-management/triage/service-levels',
} as const;
