import { type Refusal, refusal } from '@matoi/kernel';
import type { KindOfRelation, Relation } from './relation.model.ts';

/** Relates two records that the actor sees, or says why not. Only relations that are still there are handed in. */
export function decideRelation(
  { isSymmetric, isTree }: Pick<KindOfRelation, 'isSymmetric' | 'isTree'>,
  asked: Pick<Relation, 'kind' | 'fromId' | 'toId'>,
  known: {
    /** Relations between the two, in either direction. */
    readonly between: readonly Pick<Relation, 'kind' | 'fromId' | 'toId'>[];
    /** The ancestors of the first record by relations of this kind. */
    readonly ancestors: readonly string[];
    /** Whether the second record has a parent already. */
    readonly hasParent: boolean;
  },
): Pick<Relation, 'kind' | 'fromId' | 'toId'> | Refusal {
  const { kind, fromId, toId } = asked;
  if (fromId === toId) return refusal('relations.add.same', {}, [{ path: 'body.toId', code: 'relations.add.same' }]);
  const isSame = (one: Pick<Relation, 'kind' | 'fromId' | 'toId'>) =>
    one.kind === kind && (isSymmetric || (one.fromId === fromId && one.toId === toId));
  if (known.between.some(isSame)) return refusal('relations.add.exists');
  if (isTree && known.ancestors.includes(toId)) return refusal('relations.add.circle');
  if (isTree && known.hasParent) return refusal('relations.add.second-parent');
  return asked;
}
