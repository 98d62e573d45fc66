/** How a call began: by a rule of the team, by somebody's click, or as an exercise. */
export const callCauses = ['policy', 'hand', 'drill'] as const;
/** `silent`: everybody of the chain was called and nobody has taken it. */
export const callStates = ['running', 'answered', 'silent', 'stopped'] as const;
/** What a list of calls can be narrowed to; `open` is running or silent. */
export const callFilters = ['open', 'ended', 'drill'] as const;
/** Whom a step calls. `duty`: whoever is on duty at that place of the order at that moment. */
export const callTargetKinds = ['duty', 'role', 'members', 'everyone'] as const;
/** Who has to answer before nobody else is called: the first one, or all who were called. */
export const callNeeds = ['one', 'all'] as const;
/** Ways on which a call can go out. */
export const callWays = ['mail', 'push', 'chat', 'sms', 'voice'] as const;
/** Ways that need an adapter: a request to a service that the team set up. */
export const adapterKinds = ['chat', 'sms', 'voice'] as const;
export const callAnswers = ['acknowledged', 'refused'] as const;
/** `unreached`: on no way a word could leave. */
export const callPersonStates = ['called', 'unreached', 'acknowledged', 'refused', 'released'] as const;
/**
 * `retrying`: it could not be taken and is tried again. `delivered`, `answered`: what the service said of it later.
 * `withheld`: nothing may or can leave on this way.
 */
export const attemptStates = ['queued', 'retrying', 'sent', 'delivered', 'answered', 'failed', 'withheld'] as const;
/** Why nothing left: no way to this person, no adapter for it, no device, mail is withheld or not set up, or the call was over. */
export const withheldReasons = ['no-address', 'no-adapter', 'no-device', 'mail-withheld', 'call-ended'] as const;
/** The only places for values in the text of an adapter. `word` is our id of the word, `receipt` where to report on it. */
export const adapterVariables = [
  'number',
  'priority',
  'link',
  'text',
  'name',
  'address',
  'team',
  'word',
  'receipt',
] as const;
export const adapterMethods = ['POST', 'PUT', 'GET'] as const;
/** What a person says on the page of the link. */
export const callPageActs = ['acknowledged', 'refused', 'released'] as const;
/** What the secret of the link of somebody who is called permits. */
export const callPermits = ['tracking.show', 'tracking.reply', 'call-page.answer'] as const;
/** For how long a service may report on a word. Hours. */
export const receiptHours = 24;
/** Values that may stand for one outcome in a report of a service. */
export const mostReceiptValues = 10;
/** How long such a link works. Days. */
export const callLinkDays = 14;
/** Priorities of reports and severities of incidents, as their own areas count them. */
export const callPriorities = [1, 2, 3, 4] as const;
export const callSeverities = ['critical', 'high', 'medium', 'low'] as const;
export const callLanguages = ['ja', 'en'] as const;
export const mostCallSteps = 8;
export const mostCallPolicies = 50;
export const mostCallRepeats = 5;
export const mostAdapters = 20;
/** Days that a dry run looks back. */
export const dryRunDays = 90;

export type CallCause = (typeof callCauses)[number];
export type CallState = (typeof callStates)[number];
export type CallFilter = (typeof callFilters)[number];
export type CallTargetKind = (typeof callTargetKinds)[number];
export type CallNeeds = (typeof callNeeds)[number];
export type CallWay = (typeof callWays)[number];
export type AdapterKind = (typeof adapterKinds)[number];
export type CallAnswer = (typeof callAnswers)[number];
export type CallPersonState = (typeof callPersonStates)[number];
export type AttemptState = (typeof attemptStates)[number];
export type WithheldReason = (typeof withheldReasons)[number];
export type AdapterVariable = (typeof adapterVariables)[number];
export type AdapterMethod = (typeof adapterMethods)[number];
export type CallPageAct = (typeof callPageActs)[number];
