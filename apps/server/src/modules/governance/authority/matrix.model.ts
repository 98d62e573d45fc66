import type {
  ActorLink,
  AuthorityForce,
  AuthorityReason,
  AuthorityScopeKind,
  AuthorityVerdict,
  AuthorityWhen,
  Severity,
} from '@matoi/contract';

/** Who is named: whoever holds a role at the moment of the action, or one member. */
export type Holder =
  | { readonly kind: 'role'; readonly roleKey: string }
  | { readonly kind: 'member'; readonly memberId: string };

/** What a rule or a delegation holds for. */
export type Scope = { readonly kind: AuthorityScopeKind; readonly names: readonly string[] };

/** What an action is done to. Empty strings are not stated. */
export type Target = { readonly system: string; readonly site: string; readonly tag: string };

/** One line of the matrix. */
export type Rule = {
  readonly id: string;
  readonly number: string;
  readonly force: AuthorityForce;
  readonly actionKinds: readonly string[];
  readonly scope: Scope;
  readonly severityAtLeast: Severity | null;
  readonly when: AuthorityWhen;
  readonly mayOrder: readonly Holder[];
  readonly mustInform: readonly Holder[];
  readonly carriesOut: readonly Holder[];
  readonly carriesOutText: string;
  readonly needsFourEyes: boolean;
  /** Of an emergency: when it may be used, in words. */
  readonly conditions: string;
  readonly reportWithinMinutes: number | null;
  readonly note: string;
};

/** The business hours of the matrix: what lies outside of them is off hours. `days`: 0 is Sunday. */
export type Business = {
  readonly days: readonly number[];
  readonly from: string;
  readonly until: string;
  readonly closesOnHolidays: boolean;
};

export type Definition = { readonly business: Business; readonly rules: readonly Rule[] };

/** An approved version of the matrix, as far as the rules ask it. */
export type Version = { readonly number: number; readonly definition: Definition; readonly effectiveAt: Date };

/** Authority that somebody has given to somebody else for a time. */
export type Delegation = {
  readonly id: string;
  readonly fromMemberId: string;
  readonly toMemberId: string;
  /** Empty: everything that the delegator may order. */
  readonly actionKinds: readonly string[];
  readonly scope: Scope;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly reason: string;
  readonly givenAt: Date;
  readonly givenBy: ActorLink;
  readonly revoked: { readonly at: Date; readonly by: ActorLink; readonly reason: string } | null;
};

/** A member of the team as the matrix needs one, with the roles held at the moment of the question. */
export type Person = {
  readonly memberId: string;
  readonly name: string;
  readonly userId: string | null;
  readonly roleKeys: readonly string[];
};

export type Question = {
  readonly actionKind: string;
  readonly target: Target;
  /** Null: not decided yet; then no rule that asks for a severity holds. */
  readonly severity: Severity | null;
  readonly isOffHours: boolean;
  readonly at: Date;
  /** Null: who may at all. */
  readonly memberId: string | null;
};

type PersonLink = { readonly memberId: string; readonly name: string };

/** What the matrix answers. `verdict` is null where nobody was named in the question. */
export type Judgement = {
  readonly verdict: AuthorityVerdict | null;
  readonly reason: AuthorityReason | null;
  readonly version: number | null;
  readonly rule: { readonly id: string; readonly number: string } | null;
  readonly delegationId: string | null;
  /** Everybody who may now, by a rule or by delegation. */
  readonly mayOrder: readonly (PersonLink & { readonly by: 'rule' | 'delegation'; readonly rule: string })[];
  /** Everybody who may in an emergency, with its conditions. */
  readonly emergency: readonly (PersonLink & {
    readonly rule: string;
    readonly conditions: string;
    readonly reportWithinMinutes: number;
  })[];
  readonly mustInform: readonly PersonLink[];
  readonly carriesOut: readonly PersonLink[];
  readonly carriesOutText: string;
  readonly needsFourEyes: boolean;
  readonly conditions: string;
  /** Milliseconds until an emergency must have been reported; null otherwise. */
  readonly reportWithinMs: number | null;
};

/** One kind of action that needs authority. */
export type ActionKind = {
  readonly code: string;
  readonly name: { readonly ja: string; readonly en: string };
  /** It cannot simply be undone, or takes something away from somebody. */
  readonly isDestructive: boolean;
  /** Evidence is gone afterwards: the decision says which. */
  readonly losesEvidence: boolean;
};
