/** What can have happened to the observables of a record. */
export type ObservableFact = { readonly kind: 'observable.changed' };
