/** Conversations by mail from any record: what is written, what comes in, what comes back. */
export { type Answer, answersOn } from './answer.store.ts';
export { type AutomaticMail, queueAutomatic, writeAutomatic } from './automatic.commands.ts';
export { leaveOnPage, recordFromPage } from './guest.commands.ts';
export { type GuestFile, type GuestMessage, guestFiles, guestMessages } from './guest.store.ts';
export {
  type FoundThread,
  findThread,
  type InboundMessage,
  recordBounce,
  recordInbound,
} from './inbound.commands.ts';
export { type LinkMail, queueLinkMail } from './link-mail.commands.ts';
export type { Correspondent, MailAddress, Quote } from './message.model.ts';
export { findMessage } from './message.store.ts';
export { knowCorrespondent, type OutgoingMessage, queueMessage } from './outgoing.commands.ts';
export { greetingOf } from './prepare.queries.ts';
