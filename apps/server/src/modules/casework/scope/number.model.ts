import type { ScopeCategory, ScopeUnit } from '@matoi/contract';
import type { ActorLink } from './item.model.ts';

/** How many persons or records of a category are concerned. Both numbers null: not known yet. */
export type ScopeNumber = {
  readonly id: string;
  readonly subjectId: string;
  readonly category: ScopeCategory;
  readonly unit: ScopeUnit;
  /** So many are certain. */
  readonly known: number | null;
  /** More cannot be concerned; null while nobody can say that. */
  readonly maximum: number | null;
  readonly source: string;
  readonly note: string;
  readonly asOf: Date;
  readonly recordedAt: Date;
  readonly recordedBy: ActorLink;
  /** Entries whose place it took, also on records that were merged into its own. */
  readonly replaces: readonly string[];
  readonly isCurrent: boolean;
};

/** All persons together; categories that lie across the others are not added up. */
export type PersonsTotal = {
  readonly known: number | null;
  readonly maximum: number | null;
  readonly hasUnknown: boolean;
};
