/** Accounts, sign-in, sessions, API tokens, one-time links. */
export { accountActor, compartmentsOf, findAccount, findAccountByEmail } from './account.store.ts';
export { type Attempts, attemptsPerAccount, makeAttempts } from './attempts.ts';
export { type IdentityParts, identityBindings } from './identity.routes.ts';
export { hashPassword } from './secrets.ts';
export { completeSetUp, createAccount, needsSetUp, renewSetUpLink } from './set-up.commands.ts';
export { createToken } from './tokens.commands.ts';
