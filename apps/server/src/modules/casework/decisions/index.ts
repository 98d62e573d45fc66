/** Decisions: what was put to somebody with authority, what was decided by which rule, and what still waits. */
export type { Decision } from './decision.model.ts';
export { decisionsOn, showWaiting } from './decision.queries.ts';
export { isStanding, waitsFor } from './decision.rules.ts';
export { answerDecision, noteDecisionOpened, type PageInput } from './guest-page.commands.ts';
export { decisionForGuest } from './guest-page.queries.ts';
export type { GuestDecision } from './guest-page.store.ts';
export {
  auditOfOral,
  decideOral,
  enterOral,
  findOpenBrief,
  loadOral,
  type OralBody,
  type OralChange,
  type OralGround,
  refusalOfRequester,
} from './oral.commands.ts';
export {
  type Deed,
  decisionsNamed,
  holdDecision,
  mayOrder,
  namesWhoMay,
  type Standing,
  standingDecision,
  standingsFor,
} from './standing.queries.ts';
