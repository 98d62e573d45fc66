/** The settings of triage. */
export const triageLinks = {
  rules: '/incident-management/triage',
  classes: '/incident-management/triage/classes',
  priorities: '/incident-management/triage/priorities',
  serviceLevels: '/incident-management/triage/service-levels',
} as const;
