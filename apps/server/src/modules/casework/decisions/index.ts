/** Decisions: what was put to somebody with authority, what was decided by which rule, and what still waits. */
export type { Decision } from './decision.model.ts';
export { decisionsOn, showWaiting, standingDecision } from './decision.queries.ts';
export { isStanding, waitsFor } from './decision.rules.ts';
export { answerDecision, noteDecisionOpened, type PageInput } from './guest-page.commands.ts';
export { decisionForGuest } from './guest-page.queries.ts';
export type { GuestDecision } from './guest-page.store.ts';
