/** Who may order what: asked at the moment of the action, answered by the matrix in force and by delegations. */
export {
  type Asked,
  actionKind,
  actionKinds,
  isGoverned,
  judgeAction,
  matrixInForce,
  peopleAt,
} from './authority.queries.ts';
export type { ActionKind, Judgement, Person as AuthorityPerson, Target } from './matrix.model.ts';
export { currentAuthorityPaper } from './paper.queries.ts';
