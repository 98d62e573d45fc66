/** Machines and outsourced teams that send to us: what their mails and webhooks mean, as pure reading. */

export { type Dedupe, dedupeOf } from './dedupe.map.ts';
export type { DeliveredItem } from './delivery.model.ts';
export { fieldsOf, itemsToName } from './delivery.rules.ts';
export { findDelivery, findWaiting, insertDelivery, markReplayed, waitingBytes } from './delivery.store.ts';
export { type AppliedMailTemplate, applyMailTemplates } from './mail-template.queries.ts';
export type { MailAct } from './mail-template.rules.ts';
export { isSender, parseJson } from './source.queries.ts';
export { type CheckedSubmission, checkSubmission, type WrongField } from './submission.rules.ts';
export { itemsIn, mapItems, mostItems, readWebhook } from './webhook.rules.ts';
export { findWebhook, type Webhook } from './webhook.store.ts';
