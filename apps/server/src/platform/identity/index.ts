/** Accounts, sign-in, sessions, API tokens, one-time links. */
export {
  accountActor,
  accountNames,
  accountsThatSee,
  compartmentsOf,
  findAccount,
  findAccountByEmail,
  isActiveAccount,
  listAccounts,
  readingOfAccount,
  recoveryCodesLeft,
} from './account.store.ts';
export { changeRoles, disableAccount, inviteAccount, renewAccountLink, viewAccount } from './accounts.commands.ts';
export { type Attempts, attemptsPerAccount, makeAttempts } from './attempts.ts';
export { changeMe, changePassword, makeTotpCommands, revokeOwnSession, signOut } from './own-account.commands.ts';
export { checkPassword, csrfToken, hashPassword, hashSecret, isSame } from './secrets.ts';
export { findSession, listSessions, type Session, stepUpMs, touchSession } from './session.store.ts';
export { completeSetUp, completeSignUp, createAccount, needsSetUp, renewSetUpLink } from './set-up.commands.ts';
export { type SignInParts, signIn, stepUp } from './sign-in.ts';
export { findTokenActor, listTokens } from './token.store.ts';
export { createToken, revokeApiToken, viewToken } from './tokens.commands.ts';
