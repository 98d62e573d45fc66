import type { ActorLink, WarningMatch } from '@matoi/contract';

export type BothLanguages = { readonly ja: string; readonly en: string };

/** A list of values that are innocent, or whose blocking would hurt. */
export type WarningList = {
  /** A word for a list of the program, a UUID for one of the team. */
  readonly id: string;
  readonly version: number;
  readonly isOwn: boolean;
  readonly isOn: boolean;
  readonly name: BothLanguages;
  readonly reason: BothLanguages;
  readonly source: string;
  readonly effectiveOn: string | null;
  readonly match: WarningMatch;
  /** What is found in texts and is on the list is left out of the record. Only lists of the program do that. */
  readonly leavesOut: boolean;
  readonly entries: readonly string[];
  /** Null: as the program brought it. */
  readonly changed: { readonly at: Date; readonly by: ActorLink } | null;
};

/** What the marks of a value need of a list. */
export type Warning = Pick<WarningList, 'id' | 'name' | 'reason'>;
