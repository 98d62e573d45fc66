/** Roles of accounts and tokens; what each may do is `permissions.json`. */
export const roles = ['administrator', 'commander', 'handler', 'reader', 'auditor', 'soc'] as const;
export const locales = ['ja', 'en'] as const;
export const themes = ['system', 'light', 'dark'] as const;
export const accountStates = ['invited', 'active', 'disabled'] as const;
export const notificationKinds = [
  'report.received',
  'incident.opened',
  'incident.function-given',
  'incident.review-due',
  'incident.monitoring-ended',
  'incident.sight-lost',
  'obligation.due-soon',
  'obligation.overdue',
  'obligation.past-guideline',
  'obligation.anchor-missing',
  'break-glass.used',
  'decision.asked',
  'decision.made',
  'decision.overdue',
  'meeting.invited',
  'task.assigned',
  'task.order-ended',
  'measure.due',
  'instruction.answered',
  'instruction.undelivered',
  'instruction.escalated',
  'call-out.called',
  'call-out.answered',
  'call-out.silent',
  'duty.swap-asked',
  'duty.swap-answered',
  'directory.stale',
  'mail-compromise.begun',
  'mail-compromise.ended',
] as const;
export const healthStates = ['ok', 'starting', 'degraded', 'failed', 'off'] as const;
/** Notifications that also go to the browsers of people who chose that: what cannot wait until somebody looks. */
export const urgentNotificationKinds = [
  'call-out.silent',
  'decision.asked',
  'decision.overdue',
  'instruction.escalated',
  'obligation.overdue',
  'mail-compromise.begun',
  'break-glass.used',
] as const satisfies readonly NotificationKind[];
/** Browsers of one person that take push messages. */
export const mostPushDevices = 10;
export const pushNameLimit = 80;
/** The compartment that everybody with a content role may see. */
export const openCompartment = 1;

export type Role = (typeof roles)[number];
export type Locale = (typeof locales)[number];
export type Theme = (typeof themes)[number];
export type AccountState = (typeof accountStates)[number];
export type NotificationKind = (typeof notificationKinds)[number];
export type HealthState = (typeof healthStates)[number];
