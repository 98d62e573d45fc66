/** The platform's own routes: identity, compartments, settings, search, audit, notifications, live updates, health. */
export { type IdentityParts, identityBindings } from './identity.routes.ts';
export { mailboxBindings } from './mailboxes.routes.ts';
export { type PlatformParts, platformBindings } from './platform.routes.ts';
export { pushBindings } from './push.routes.ts';
