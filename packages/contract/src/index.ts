export * from './catalogue.ts';
export { commonRefusals, type Problem, problemSchema } from './errors.ts';
export type { Fact, FactKind, FactOf } from './facts.ts';
export type { MailTemplateDefinition } from './incident-management/sources.mail-templates.schemas.ts';
export type { Audience, PermissionRule, RateClass, Route, RouteKind } from './route.ts';
export * from './values.ts';
