/** What can have happened to the charter: drafted, approved, published on a page for everybody or taken from it. */
export type CharterFact = { readonly kind: 'charter.changed' } | { readonly kind: 'charter-draft.changed' };
