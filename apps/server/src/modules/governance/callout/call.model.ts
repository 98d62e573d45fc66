import type {
  ActorLink,
  AttemptState,
  CallAnswer,
  CallCause,
  CallNeeds,
  CallState,
  CallWay,
  Locale,
  TeamRoleKey,
  TriagePriority,
  WithheldReason,
} from '@matoi/contract';

/** Whom a step calls. People are found when the step is taken, not before: the duty may have changed hands. */
export type Target =
  | { readonly kind: 'duty'; readonly rank: number }
  | { readonly kind: 'role'; readonly roleKey: TeamRoleKey }
  | { readonly kind: 'members'; readonly memberIds: readonly string[] }
  | { readonly kind: 'everyone' };

/** One link of the chain. No ways: all on which the person can be reached. */
export type Step = { readonly target: Target; readonly ways: readonly CallWay[]; readonly waitMinutes: number };

/** How far the chain is: which step was taken last, in which round, and when. */
export type Progress = { readonly round: number; readonly step: number; readonly at: Date };

export type CallOut = {
  readonly id: string;
  readonly subjectId: string;
  readonly compartmentId: number;
  readonly version: number;
  readonly number: string;
  readonly cause: CallCause;
  readonly policyId: string | null;
  readonly policyName: string | null;
  readonly reason: string;
  readonly priority: TriagePriority | null;
  readonly needs: CallNeeds;
  readonly steps: readonly Step[];
  readonly repeat: number;
  readonly state: CallState;
  /** Null before the first step. */
  readonly progress: Progress | null;
  readonly nextAt: Date | null;
  readonly startedAt: Date;
  readonly startedBy: ActorLink;
  readonly endedAt: Date | null;
  readonly endReason: string;
};

/** Somebody who was called, and what they said. */
export type CalledPerson = {
  readonly id: string;
  readonly callId: string;
  readonly subjectId: string;
  readonly compartmentId: number;
  readonly rank: number;
  readonly number: string;
  readonly memberId: string;
  readonly accountId: string | null;
  readonly name: string;
  readonly locale: Locale;
  /** In which step they were called last. */
  readonly round: number;
  readonly step: number;
  readonly calledAt: Date;
  /** On no way could a word leave. */
  readonly isUnreached: boolean;
  readonly answer: CallAnswer | null;
  readonly answeredAt: Date | null;
  readonly answerText: string;
  readonly answeredBy: ActorLink | null;
  readonly arrivedAt: Date | null;
  readonly releasedAt: Date | null;
};

/** One word to one person on one way, with what was learnt of it last. */
export type Attempt = {
  readonly id: string;
  readonly callId: string;
  readonly personId: string;
  readonly subjectId: string;
  readonly round: number;
  readonly step: number;
  readonly way: CallWay;
  readonly address: string;
  readonly adapterId: string | null;
  /** The browser that a push message goes to. */
  readonly deviceId: string | null;
  readonly queuedAt: Date;
  readonly state: AttemptState;
  readonly reason: WithheldReason | null;
  readonly words: string;
  readonly stateAt: Date;
  /** Everything that was learnt of it, the first first. */
  readonly notes: readonly AttemptNote[];
};

export type AttemptNote = { readonly state: AttemptState; readonly words: string; readonly at: Date };

/** Somebody of the team dialled a number. */
export type PhoneCall = {
  readonly id: string;
  readonly personId: string;
  readonly at: Date;
  readonly isAnswered: boolean;
  readonly text: string;
  readonly by: ActorLink;
};

/** One way on which a member can be reached. For push the address is the name of the device; none: there is no device. */
export type Way = { readonly way: CallWay; readonly address: string; readonly deviceId: string | null };

/** A member as a call knows them. */
export type Callee = {
  readonly memberId: string;
  readonly accountId: string | null;
  readonly name: string;
  readonly locale: Locale;
  readonly ways: readonly Way[];
};
