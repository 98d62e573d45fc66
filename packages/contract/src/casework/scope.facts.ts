/** What can have happened to the scope of a record. */
export type ScopeFact =
  | { readonly kind: 'scope-item.changed'; readonly count: number }
  | { readonly kind: 'scope-number.recorded'; readonly numberId: string };
