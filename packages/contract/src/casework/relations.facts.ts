/** What can have happened to the relations of a record. */
export type RelationFact =
  | { readonly kind: 'relation.added'; readonly relationId: string }
  | { readonly kind: 'relation.removed'; readonly relationId: string };
