/** Relations: typed links between any two records, seen by whoever sees both. */
export { type RelationSeen, relatedBy, relationsOn } from './relation.queries.ts';
