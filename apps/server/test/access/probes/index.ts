import type { RouteId } from '@matoi/contract';
import { calloutProbes } from './callout.probes.ts';
import { caseworkProbes } from './casework.probes.ts';
import { decisionProbes } from './decisions.probes.ts';
import { incidentProbes } from './incidents.probes.ts';
import { meetingProbes } from './meetings.probes.ts';
import type { Probes } from './probe.shapes.ts';
import { reportingProbes } from './reporting.probes.ts';
import { reportProbes } from './reports.probes.ts';
import { taskProbes } from './tasks.probes.ts';

/** The same request about the secret and about something that never was, for every route that takes a record. */
export const probes: Probes = {
  ...reportProbes,
  ...incidentProbes,
  ...caseworkProbes,
  ...taskProbes,
  ...reportingProbes,
  ...calloutProbes,
  ...decisionProbes,
  ...meetingProbes,
};

/** Routes whose {id} is not a record under need-to-know. */
export const withoutRecord: readonly RouteId[] = [
  'playbooks.show',
  'playbooks.draft',
  'playbooks.save-draft',
  'playbooks.discard-draft',
  'playbooks.publish',
  'playbooks.difference',
  // The matrix and its delegations belong to the whole team.
  'authority.version',
  'authority.document',
  'charter.version',
  'charter.document',
  'obligation-forms.end',
  'obligation-forms.file',
  'delegations.revoke',
  'account.revoke-session',
  'push-devices.change',
  'push-devices.test',
  'push-devices.end',
  'accounts.change-roles',
  'accounts.renew-link',
  'accounts.disable',
  'tokens.revoke',
  'known-values.withdraw',
  'block-entries.withdraw',
  'block-tokens.revoke',
  'block-lists.read',
  'warning-lists.show',
  'warning-lists.hits',
  'warning-lists.change',
  'warning-lists.switch',
  'warning-lists.withdraw',
  'correspondence.change-template',
  'correspondence.change-signature',
  // What the team sets, and views of one's own.
  'call-adapters.change',
  'call-adapters.test',
  'call-adapters.renew-receipt',
  'call-receipts.take',
  'mailboxes.change',
  'mailboxes.pause',
  'mailboxes.resume',
  'mailboxes.remove',
  'mailboxes.try',
  'saved-views.remove',
  'triage-classes.change',
  'mail-templates.change',
  'webhooks.change',
  'webhooks.rotate',
  'webhooks.list-deliveries',
  'webhooks.receive',
  'webhooks.replay',
  // The secret of the link in the address is the permission: `test/portal` tries those of others.
  'tracking.show',
  'tracking.reply',
  'tracking.file',
  // So it is here: the address is the secret of one person's calendar.
  'calendar-feed.read',
  'duty-feed.read',
  'offline-packs.download',
  // Members, roster and directory belong to the whole team.
  'members.change',
  'members.change-own',
  'absences.add',
  'absences.cancel',
  'rotations.change',
  'duty-changes.override',
  'duty-changes.ask',
  'duty-changes.answer',
  'duty-changes.withdraw',
  'directory-entries.change',
  'directory-entries.confirm',
];
