import type { ActorLink, CoverKind, DutyChangeKind, DutyChangeState, DutyReason } from '@matoi/contract';

/** Hours on the clocks of the zone of the rotation; `always` has none. Days are ISO weekdays (1 is Monday). */
export type Cover = {
  readonly kind: CoverKind;
  readonly days: readonly number[];
  readonly from: string;
  readonly until: string;
  /** Public holidays of Japan count as days without these hours. */
  readonly hasHolidays: boolean;
};

export type RotationDefinition = {
  readonly zone: string;
  /** The local date on which the first person of each level begins. */
  readonly startsOn: string;
  /** Local time of the hand-over, `09:00`. */
  readonly handoverAt: string;
  /** Days from one hand-over to the next: 1, 7, 14 … */
  readonly everyDays: number;
  /** People of the first level, of the second …, each in its order. */
  readonly levels: readonly { readonly memberIds: readonly string[] }[];
  readonly cover: Cover;
};

export type Rotation = RotationDefinition & {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly position: number;
  readonly isActive: boolean;
};

/** Somebody stands in at one level from a moment until another (exclusive). Counts when it is agreed. */
export type DutyChange = {
  readonly id: string;
  readonly rotationId: string;
  readonly level: number;
  readonly kind: DutyChangeKind;
  readonly from: Date;
  readonly until: Date;
  readonly onMemberId: string;
  readonly reason: string;
  readonly state: DutyChangeState;
  readonly askedAt: Date;
  readonly askedBy: ActorLink;
};

/** A person on duty at one level, and why this one. */
export type OnDuty = {
  readonly level: number;
  readonly memberId: string;
  readonly reason: DutyReason;
  /** Whom the rotation itself names, where that is somebody else. */
  readonly insteadOf: string | null;
};

/** What the rule knows of people: who takes part now, and who stands in for whom. */
export type DutyPeople = {
  readonly members: ReadonlyMap<string, { readonly isActive: boolean; readonly deputyIds: readonly string[] }>;
  readonly absences: readonly {
    readonly memberId: string;
    readonly from: Date;
    readonly until: Date;
    readonly deputyId: string | null;
  }[];
};

/** A stretch of time in which the same people are on duty. */
export type Shift = { readonly from: Date; readonly until: Date; readonly people: readonly OnDuty[] };
