/** Calling people together (招集): begun in the transaction of another act, and the page of somebody who is called. */
export { answerOnPage } from './answer.commands.ts';
export type { Target as CallTarget } from './call.model.ts';
export { mayAnswer as mayAnswerCall } from './call.rules.ts';
export { callOut } from './call-out.commands.ts';
export { callForGuest } from './guest-page.queries.ts';
export type { GuestCall } from './guest-page.store.ts';
