/**
 * How two records can be related. Names, whether it is the same from both ends, and whether it makes a tree:
 * `relation-kinds.v1.json`.
 */
export const relationKinds = [
  'related',
  'parent-of',
  'caused-by',
  'duplicate-of',
  'follows-from',
  'same-attacker',
] as const;

export type RelationKind = (typeof relationKinds)[number];
