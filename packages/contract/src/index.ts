export * from './catalogue.ts';
export { commonRefusals, type Problem, problemSchema } from './errors.ts';
export type { Fact, FactKind, FactOf } from './facts.ts';
export type { MailTemplateDefinition } from './incident-management/sources.mail-templates.schemas.ts';
export {
  type WebhookDefinition,
  type WebhookMap,
  webhookDefinitionSchema,
} from './incident-management/sources.webhooks.schemas.ts';
export {
  batchLimit,
  type Submission,
  type SubmittedItem,
  submitReportSchema,
} from './incident-management/submission.schemas.ts';
export { wrongFields } from './issues.ts';
export type { Audience, PermissionRule, RateClass, Route, RouteKind, UploadLimits } from './route.ts';
export type { ActorLink } from './shapes.ts';
export * from './values.ts';
