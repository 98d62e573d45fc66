import { normaliseText } from '@matoi/kernel';

/**
 * How a decision came about: a brief that was asked, one that was said and is recorded afterwards, an order by somebody's
 * own authority, or an emergency pre-authorisation that was used.
 */
export const decisionKinds = ['brief', 'oral', 'order', 'emergency'] as const;
/** `awaiting-second`: one has decided, four eyes are asked for. `declined`: the second did not agree. */
export const decisionStates = ['open', 'awaiting-second', 'decided', 'declined', 'withdrawn'] as const;
export const decisionRisks = ['low', 'medium', 'high', 'unknown'] as const;
export const decisionReversibles = ['yes', 'partly', 'no', 'unknown'] as const;
/** Why somebody is asked: by name, because another one is silent, or because another one passed it on. */
export const decisionAskedWhys = ['asked', 'escalated', 'passed-on', 'confirm', 'advice'] as const;
export const decisionAnswerKinds = [
  'question',
  'reply',
  'proposal',
  'passed-on',
  'decided',
  'agreed',
  'declined',
  'confirmed',
  'denied',
] as const;
/** How it was made sure who answers: signed in, by the link with a PIN from another way, or by the link alone. */
export const decisionIdentities = ['account', 'link-and-pin', 'link'] as const;
export const decisionVerdicts = ['may-order', 'by-delegation', 'emergency'] as const;
export const decisionLogFormats = ['csv', 'pdf'] as const;
/** How often a PIN may be wrong before it ends. */
export const decisionPinTries = 5;
export const mostDecisionOptions = 6;
/** Days after the time to decide, or after asking, for which a link works; and the most from when it was made. */
export const decisionLinkDays = 14;
export const mostDecisionLinkDays = 90;
/** Days from now within which the time to decide lies. */
export const mostDecisionDays = 366;

/** What the link of somebody who is asked may do. */
export const decisionPermits = [
  'tracking.show',
  'tracking.reply',
  'decision-page.open',
  'decision-page.answer',
] as const;

/** What is pressed on the page of a link. */
export const decisionPageActs = [
  'decide',
  'agree',
  'decline',
  'question',
  'propose',
  'pass-on',
  'confirm',
  'deny',
] as const;

export type DecisionKind = (typeof decisionKinds)[number];
export type DecisionState = (typeof decisionStates)[number];
export type DecisionRisk = (typeof decisionRisks)[number];
export type DecisionReversible = (typeof decisionReversibles)[number];
export type DecisionAskedWhy = (typeof decisionAskedWhys)[number];
export type DecisionAnswerKind = (typeof decisionAnswerKinds)[number];
export type DecisionIdentity = (typeof decisionIdentities)[number];
export type DecisionVerdict = (typeof decisionVerdicts)[number];
export type DecisionLogFormat = (typeof decisionLogFormats)[number];
export type DecisionPageAct = (typeof decisionPageActs)[number];

/** What an action is done to; a name that is empty stands for everything. */
export type DecisionTarget = Readonly<Record<(typeof decisionTargetFields)[number], string>>;
export const decisionTargetFields = ['system', 'site', 'tag'] as const;

/** Whether one target is the same as another or more: each name that it gives is given there, in whatever width and case. */
export function coversTarget(one: DecisionTarget, other: DecisionTarget): boolean {
  const plain = (name: string) => normaliseText(name).trim();
  return decisionTargetFields.every((field) => one[field].trim() === '' || plain(one[field]) === plain(other[field]));
}

type OnTarget = { readonly actionKind: string; readonly target: DecisionTarget };

/**
 * Whether a decision can take the place of another one: the same kind of action on the same thing, or on more. Whoever may
 * decide something smaller has no say in what was decided with more authority.
 */
export function mayTakePlace(later: OnTarget, earlier: OnTarget): boolean {
  return later.actionKind === earlier.actionKind && coversTarget(later.target, earlier.target);
}
