/** Conversations by mail from any record. Others queue automatic mail; the brake decides whether it leaves. */
export { type AutomaticMail, queueAutomatic } from './message.commands.ts';
