import type { RelationKind } from '@matoi/contract';
import kindsFile from './data/relation-kinds.v1.json' with { type: 'json' };
import type { KindOfRelation } from './relation.model.ts';

/** The kinds of relations with their words. */
export const kindsOfRelations = kindsFile.kinds as readonly KindOfRelation[];

/** One kind. */
export function kindOfRelation(code: RelationKind): KindOfRelation {
  const kind = kindsOfRelations.find((one) => one.code === code);
  if (kind === undefined) throw new TypeError(`no words for relations of kind ${code}`);
  return kind;
}
