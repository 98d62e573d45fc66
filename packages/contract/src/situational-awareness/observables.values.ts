/** Kinds of observables. `endpoint` is an address with a port, `network` an address with a prefix length. */
export const observableTypes = [
  'ipv4',
  'ipv6',
  'network',
  'endpoint',
  'domain',
  'url',
  'email',
  'md5',
  'sha1',
  'sha256',
  'sha512',
  'file-name',
  'vulnerability',
  'bitcoin',
] as const;
/** `extracted`: Matoi found it in a text. `added`: a person entered it. */
export const observableSources = ['extracted', 'added'] as const;
/** `dismissed`: noted, and not counted as an observable of the record. */
export const observableStates = ['current', 'dismissed'] as const;
/** Why it is dismissed: by a person here; a name of our own; on the team's list; known to everybody; entered as another type. */
export const observableDismissals = ['once', 'own', 'ignored', 'well-known', 'retyped'] as const;
export const observableRoles = ['unknown', 'attacker', 'victim', 'benign'] as const;
/** `telling`: of one record, what says most about it first. */
export const observableSorts = ['newest', 'oldest', 'telling'] as const;
/** What the team knows: its own domains; values that are never worth noting; mail gateways whose verdicts count. */
export const knownValueKinds = ['own-domain', 'ignored', 'trusted-gateway'] as const;

export type ObservableType = (typeof observableTypes)[number];
export type ObservableSource = (typeof observableSources)[number];
export type ObservableState = (typeof observableStates)[number];
export type ObservableDismissal = (typeof observableDismissals)[number];
export type ObservableRole = (typeof observableRoles)[number];
export type KnownValueKind = (typeof knownValueKinds)[number];
