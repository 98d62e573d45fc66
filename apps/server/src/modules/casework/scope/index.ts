/** Scope: what an incident touches, and whose data. Obligations, reports and reviews read it here. */
export { accountsInScope } from './account.queries.ts';
export type { ScopeItem } from './item.model.ts';
export { personsOn, type Scope, scopeOn } from './item.queries.ts';
export type { PersonsTotal, ScopeNumber } from './number.model.ts';
