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

/** What a column of a table of observables means. */
export const observableColumns = ['value', 'type', 'role', 'tags', 'tlp', 'pap', 'note', 'ignore'] as const;
/** Why a row of a table is left out. */
export const observableRowProblems = ['empty', 'unreadable', 'type-unfit', 'in-table'] as const;
/** What was done with values at once, and can be taken back. */
export const observableChangeKinds = ['add', 'change', 'import'] as const;
/** Most bytes of a table of observables. */
export const observableTableLimit = 5_000_000;
/** Most rows of it. */
export const observableRowLimit = 2_000;
/** Most tags of a value on a record. */
export const observableTagLimit = 20;
/** FIRST Traffic Light Protocol 2.0, and the Permissible Actions Protocol, of one value. */
export const observableTlps = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const;
export const observablePaps = ['clear', 'green', 'amber', 'red'] as const;
/** How exactly a sighting's time is known. */
export const sightingPrecisions = ['instant', 'minute', 'hour', 'date'] as const;

export type ObservableColumn = (typeof observableColumns)[number];
export type ObservableRowProblem = (typeof observableRowProblems)[number];
export type ObservableChangeKind = (typeof observableChangeKinds)[number];
export type SightingPrecision = (typeof sightingPrecisions)[number];
export type ObservableType = (typeof observableTypes)[number];
export type ObservableSource = (typeof observableSources)[number];
export type ObservableState = (typeof observableStates)[number];
export type ObservableDismissal = (typeof observableDismissals)[number];
export type ObservableRole = (typeof observableRoles)[number];
export type KnownValueKind = (typeof knownValueKinds)[number];
