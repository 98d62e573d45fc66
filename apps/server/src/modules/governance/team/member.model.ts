import type { ActorLink, Employment, Locale, MemberContract, ReachKind, TeamRoleKey } from '@matoi/contract';

/** One way to reach somebody. `isAlternate`: it works without the company's mail and accounts. */
export type Channel = { readonly kind: ReachKind; readonly address: string; readonly isAlternate: boolean };

/** A role from the first to the last day, both inclusive (`2026-11-22`); null is open. */
export type HeldRole = { readonly key: TeamRoleKey; readonly from: string | null; readonly until: string | null };

/** Another member, or an entry of the directory (a person outside of the team). */
export type Superior = { readonly kind: 'member' | 'entry'; readonly id: string };

export type MemberDefinition = {
  /** How the name is read, for Japanese names in kana. */
  readonly reading: string;
  readonly nameEn: string;
  readonly department: string;
  readonly title: string;
  readonly employment: Employment;
  /** Percent of the working time that belongs to the team, 1 to 100. */
  readonly share: number;
  readonly contract: MemberContract;
  readonly superior: Superior | null;
  /** In the order in which they are asked. */
  readonly deputyIds: readonly string[];
  readonly roles: readonly HeldRole[];
  /** In the order in which they are tried. */
  readonly channels: readonly Channel[];
  readonly language: Locale;
  readonly note: string;
};

export type Member = MemberDefinition & {
  readonly id: string;
  readonly version: number;
  readonly accountId: string | null;
  readonly name: string;
  readonly isActive: boolean;
  readonly changedAt: Date;
  readonly changedBy: ActorLink;
};

/** What a person may say of a member. */
export type SavedMember = MemberDefinition & Pick<Member, 'name' | 'accountId' | 'isActive'>;

/** From a moment on, until a moment (exclusive). */
export type Absence = {
  readonly id: string;
  readonly memberId: string;
  readonly from: Date;
  readonly until: Date;
  readonly deputyId: string | null;
  readonly note: string;
};
