import type { Role } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../commands/index.ts';
import { readSettings } from '../settings/index.ts';
import {
  type Account,
  findAccount,
  findAccountByEmail,
  insertAccount,
  lockAdministrators,
  replaceRecoveryCodes,
  updateAccount,
} from './account.store.ts';
import { insertLink } from './link.store.ts';
import { makeSecret } from './secrets.ts';
import { revokeSessions } from './session.store.ts';

/** How an account is shown to administrators. */
export function viewAccount(account: Account) {
  return {
    id: account.id,
    name: account.name,
    email: account.email,
    roles: [...account.roles],
    state: account.state,
    hasTotp: account.totpSecret !== null,
    isBreakGlass: account.isBreakGlass,
    lastSignInAt: account.lastSignInAt?.toISOString() ?? null,
  };
}

type Invite = { readonly name: string; readonly email: string; readonly roles: readonly Role[] };

/** Creates an account without a password and a one-time link with which its person sets one. */
export const inviteAccount = defineCommand({
  id: 'accounts.invite',
  load: (work: Work, input: Invite) => findAccountByEmail(work.db, input.email),
  permit: permitAll,
  decide: (taken, input): Invite | Refusal =>
    taken === null
      ? input
      : refusal('accounts.invite.address-taken', {}, [{ path: 'body.email', code: 'accounts.invite.address-taken' }]),
  async record(work, { change: input }) {
    const id = work.newId<'Account'>();
    const { locale } = await readSettings(work.db);
    await insertAccount(
      work.db,
      { ...input, id, state: 'invited', passwordHash: null, locale, isBreakGlass: false },
      work.now,
    );
    const secret = makeSecret(work.random);
    await insertLink(work.db, { purpose: 'sign-up', accountId: id, hash: secret.hash }, work.now);
    return {
      subjectId: null,
      audit: { accountId: id, email: input.email, roles: input.roles },
      facts: [],
      result: { id, secret: secret.text },
    };
  },
  show: async (work, { id, secret }) => ({ account: viewAccount(await findAccount(work.db, id)), secret }),
});

/** Makes a new link for somebody who lost password or device. The second person is the administrator who does it. */
export const renewAccountLink = defineCommand({
  id: 'accounts.renew-link',
  load: (work: Work, input: { readonly id: string }) => findAccount(work.db, input.id, { forUpdate: true }),
  permit: (actor, account) => (account.id === actor.id ? refusal('accounts.renew-link.self') : null),
  decide: (account) => account,
  async record(work, { change: account }) {
    await updateAccount(work.db, account.id, {
      passwordHash: null,
      totpSecret: null,
      totpPending: null,
      totpLastStep: null,
      state: 'invited',
    });
    await replaceRecoveryCodes(work.db, account.id, []);
    await revokeSessions(work.db, account.id, {}, work.now);
    const secret = makeSecret(work.random);
    await insertLink(work.db, { purpose: 'sign-up', accountId: account.id, hash: secret.hash }, work.now);
    return {
      subjectId: null,
      audit: { accountId: account.id },
      facts: [],
      result: { id: account.id, secret: secret.text },
    };
  },
  show: async (work, { id, secret }) => ({ account: viewAccount(await findAccount(work.db, id)), secret }),
});

type WithOthers = { readonly account: Account; readonly otherAdministrators: number };

async function loadWithOthers(work: Work, input: { readonly id: string }): Promise<WithOthers> {
  const administrators = await lockAdministrators(work.db);
  const account = await findAccount(work.db, input.id, { forUpdate: true });
  return { account, otherAdministrators: administrators.filter((id) => id !== account.id).length };
}

const isLastAdministrator = ({ account, otherAdministrators: others }: WithOthers) =>
  account.roles.includes('administrator') && account.state === 'active' && others === 0;

/** Changes roles; somebody always stays administrator. */
export const changeRoles = defineCommand({
  id: 'accounts.change-roles',
  load: (work: Work, input: { readonly id: string; readonly roles: readonly Role[] }) => loadWithOthers(work, input),
  permit: permitAll,
  decide: (loaded, { roles }) =>
    isLastAdministrator(loaded) && !roles.includes('administrator')
      ? refusal('accounts.change-roles.last-administrator')
      : [...new Set(roles)],
  async record(work, { loaded: { account }, change: roles }) {
    await updateAccount(work.db, account.id, { roles });
    return {
      subjectId: null,
      audit: { accountId: account.id, before: account.roles, after: roles },
      facts: [],
      result: account.id,
    };
  },
  show: async (work, id) => viewAccount(await findAccount(work.db, id)),
});

/** Disables an account and ends its sessions. */
export const disableAccount = defineCommand({
  id: 'accounts.disable',
  load: (work: Work, input: { readonly id: string }) => loadWithOthers(work, input),
  permit: (actor, { account }) => (account.id === actor.id ? refusal('accounts.disable.self') : null),
  decide: (loaded) => (isLastAdministrator(loaded) ? refusal('accounts.disable.last-administrator') : loaded.account),
  async record(work, { change: account }) {
    await updateAccount(work.db, account.id, { state: 'disabled' });
    await revokeSessions(work.db, account.id, {}, work.now);
    return { subjectId: null, audit: { accountId: account.id }, facts: [], result: account.id };
  },
  show: async (work, id) => viewAccount(await findAccount(work.db, id)),
});
