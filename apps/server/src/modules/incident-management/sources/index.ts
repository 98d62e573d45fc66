/** Machines and outsourced teams that send to us: what their mails and webhooks mean, as pure reading. */
export { type AppliedMailTemplate, applyMailTemplates } from './mail-template.queries.ts';
export type { MailAct } from './mail-template.rules.ts';
