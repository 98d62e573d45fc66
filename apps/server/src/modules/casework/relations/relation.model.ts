import type { RelationKind } from '@matoi/contract';

export type Doer = {
  readonly kind: 'user' | 'token' | 'guest' | 'system';
  readonly id: string;
  readonly name: string;
};

type Words = { readonly ja: string; readonly en: string };

export type KindOfRelation = {
  readonly code: RelationKind;
  /** What the second record is to the first, and the first to the second. */
  readonly forward: Words;
  readonly backward: Words;
  readonly isSymmetric: boolean;
  /** Each record has one parent at most, and none is its own ancestor. */
  readonly isTree: boolean;
};

/** Two records and what they are to each other. It is never deleted: one that was removed says by whom and why. */
export type Relation = {
  readonly id: string;
  readonly kind: RelationKind;
  readonly fromId: string;
  readonly toId: string;
  readonly note: string | null;
  readonly addedAt: Date;
  readonly addedBy: Doer;
  readonly removed: { readonly at: Date; readonly by: Doer; readonly reason: string } | null;
};
