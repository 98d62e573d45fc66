import { type ActorLink, permissions, type Role } from '@matoi/contract';
import type { SubjectId } from '@matoi/kernel';

/** Who acts. Every read and every command has one; what it may see is `compartments`, what it may do `permissions`. */
export type Actor = {
  readonly kind: 'user' | 'token' | 'guest' | 'system';
  /** Account id, token id, or the purpose of a part of the system (`mail-intake`). */
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly compartments: readonly number[];
  readonly permissions: ReadonlySet<string>;
  /** Network address the act came from, for the audit log. */
  readonly address: string | null;
  /** A guest's one record. Guests have no compartments: what they are shown comes through this alone. */
  readonly guestSubject?: SubjectId;
};

export type { ActorLink };

/** What is stored and shown of an actor. */
export function actorLink(actor: Actor): ActorLink {
  return { kind: actor.kind, id: actor.id, name: actor.name };
}

/** The permissions that a set of roles gives together; a role may only add. */
export function permissionsOf(roles: readonly Role[]): ReadonlySet<string> {
  const given = Object.entries(permissions).filter(([, allowed]) => allowed.some((role) => roles.includes(role)));
  return new Set(given.map(([permission]) => permission));
}

/**
 * The parts of the system that act by themselves, each with the commands it may run. None is all-seeing: a reaction
 * sees the compartment of its subject only, the intake the open one.
 */
const systemPermissions = {
  'mail-intake': ['mail.receive', 'reports.receive', 'reports.receive-reply'],
  acknowledgement: ['reports.acknowledge', 'correspondence.send-digest'],
  'webhook-intake': ['webhooks.receive', 'webhooks.keep'],
  'mail-delivery': ['correspondence.record-delivery'],
  'timeline-import': ['timeline-imports.write', 'timeline-imports.stop'],
  'ledger-import': ['ledger-imports.write', 'ledger-imports.stop'],
  'report-clock': ['reports.hear', 'reports.note-answer', 'reports.note-acknowledged'],
  'guest-links': ['tracking-links.follow-end'],
  notifications: ['notifications.notify', 'push-devices.note'],
  'call-receipts': ['call-receipts.take'],
  'instruction-clock': ['instructions.note-delivery', 'instructions.follow-up', 'tasks.follow-orders'],
  observation: ['reports.observe', 'specimens.open', 'observables.read-message', 'observables.follow-record'],
  journal: ['journal.note-act'],
  obligations: ['obligations.assess', 'obligations.remind'],
  'call-outs': ['call-outs.weigh', 'call-outs.follow', 'call-outs.note-mail', 'call-outs.note-attempt'],
  playbooks: ['playbook-runs.hear-task'],
  'decision-clock': ['decisions.follow-up'],
  'offline-pack': ['offline-packs.record'],
  operator: ['accounts.create', 'tokens.create', 'set-up.renew-link', 'settings.change'],
  'set-up': ['set-up.complete', 'sign-up.complete'],
  'sign-in': ['session.refuse'],
} as const;

export type SystemPurpose = keyof typeof systemPermissions;

/** An actor for a part of the system, seeing just the given compartments. */
export function systemActor(purpose: SystemPurpose, compartments: readonly number[]): Actor {
  return {
    kind: 'system',
    id: purpose,
    name: purpose,
    roles: [],
    compartments,
    permissions: new Set<string>(systemPermissions[purpose]),
    address: null,
  };
}
