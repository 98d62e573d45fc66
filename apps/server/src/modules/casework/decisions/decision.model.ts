import type {
  ActorLink,
  DecisionAnswerKind,
  DecisionAskedWhy,
  DecisionIdentity,
  DecisionKind,
  DecisionReversible,
  DecisionRisk,
  DecisionState,
  DecisionVerdict,
  Locale,
} from '@matoi/contract';
import type { Target } from '../../governance/authority/index.ts';

export type { Target };

/** Somebody by name; no member is somebody outside of the team. */
export type Person = { readonly memberId: string | null; readonly name: string };

export type Option = {
  readonly key: string;
  readonly title: string;
  readonly business: string;
  readonly technical: string;
  readonly risk: DecisionRisk;
  readonly riskText: string;
  readonly cost: string;
  readonly reversible: DecisionReversible;
  /** Choosing it orders the action; the others let it be. */
  readonly isOrder: boolean;
};

export type Recommendation = { readonly option: string; readonly reason: string };

/** By what somebody was allowed to decide, as the matrix answered at that moment. */
export type Authority = {
  readonly verdict: DecisionVerdict;
  readonly version: number;
  readonly rule: string;
  readonly delegationId: string | null;
};

/** What somebody with authority said. `at` is when, as ISO text: it is kept as it was. */
export type Heard = {
  readonly by: Person;
  readonly at: string;
  readonly recordedAt: string;
  /** Null: somebody else recorded it. */
  readonly identity: DecisionIdentity | null;
  readonly authority: Authority;
  readonly reason: string;
};

export type Decided = Heard & {
  readonly option: string;
  readonly isOrder: boolean;
  readonly means: string;
  readonly recordedBy: ActorLink;
};

export type Confirmed = {
  readonly isRight: boolean;
  readonly at: string;
  readonly by: Person;
  readonly identity: DecisionIdentity;
  readonly text: string;
};

/** What was asked; nothing of it ever changes. */
export type Brief = {
  readonly kind: DecisionKind;
  readonly question: string;
  readonly whyNow: string;
  readonly waitingCost: string;
  readonly decideByAt: Date | null;
  readonly options: readonly Option[];
  readonly csirt: Recommendation | null;
  readonly vendor: (Recommendation & { readonly name: string }) | null;
  readonly actionKind: string;
  readonly target: Target;
  readonly evidenceLost: string;
  readonly conditions: string;
  readonly conditionsMet: string;
  readonly mayDecide: readonly (Person & { readonly rule: string })[];
  readonly supersedesId: string | null;
  readonly reportDueAt: Date | null;
};

export type Decision = Brief & {
  readonly id: string;
  readonly version: number;
  readonly number: string;
  readonly subjectId: string;
  readonly compartmentId: number;
  readonly state: DecisionState;
  readonly askedAt: Date;
  readonly askedBy: ActorLink;
  readonly askedByMember: string | null;
  readonly supersededById: string | null;
  readonly decidedAt: Date | null;
  readonly recordedAt: Date | null;
  readonly decision: Decided | null;
  readonly second: Heard | null;
  readonly confirmed: Confirmed | null;
  readonly reported: { readonly at: string; readonly by: ActorLink; readonly to: string; readonly text: string } | null;
  readonly withdrawn: { readonly at: string; readonly by: ActorLink; readonly reason: string } | null;
  readonly remindedAt: Date | null;
  readonly escalatedAt: Date | null;
  readonly overdueAt: Date | null;
};

/** One who is asked, with the link that stands for this person. */
export type Asked = {
  readonly id: string;
  readonly decisionId: string;
  readonly subjectId: string;
  readonly compartmentId: number;
  readonly number: string;
  readonly memberId: string | null;
  readonly accountId: string | null;
  readonly name: string;
  readonly address: string | null;
  readonly locale: Locale;
  readonly why: DecisionAskedWhy;
  readonly askedAt: Date;
  readonly isMailed: boolean;
  readonly openedAt: Date | null;
  readonly pin: { readonly hash: Buffer | null; readonly tries: number; readonly madeBy: ActorLink | null };
  /** Who has taken the link to hand it over, the last one and all before: it is the same link each time. */
  readonly handed: {
    readonly at: string;
    readonly by: ActorLink;
    readonly means: string;
    readonly before?: readonly ActorLink[];
  } | null;
};

export type Answer = {
  readonly id: string;
  readonly decisionId: string;
  readonly askedId: string | null;
  readonly kind: DecisionAnswerKind;
  readonly text: string;
  readonly option: string | null;
  readonly author: ActorLink;
  readonly identity: DecisionIdentity;
  readonly recordedAt: Date;
};
