/** What can have happened to the offline packs; none of it is about a record. */
export type OfflinePackFact =
  | { readonly kind: 'offline-pack.set'; readonly version: number }
  | { readonly kind: 'offline-pack.asked' }
  | { readonly kind: 'offline-pack.made'; readonly packId: string };
