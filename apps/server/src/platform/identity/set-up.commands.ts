import type { Locale, Role } from '@matoi/contract';
import { isZone, type Refusal, refusal, refuse } from '@matoi/kernel';
import { sql } from 'kysely';
import { defineCommand, permitAll, type Work } from '../commands/index.ts';
import type { Tx } from '../db/index.ts';
import { writeSettings } from '../settings/index.ts';
import { findAccount, insertAccount, updateAccount } from './account.store.ts';
import { insertLink, useLink } from './link.store.ts';
import { makeSecret } from './secrets.ts';
import { revokeSessions } from './session.store.ts';

/** True until the first account exists. */
export async function needsSetUp(db: Pick<Tx, 'selectFrom'>): Promise<boolean> {
  const row = await db.selectFrom('platform.account').select('id').limit(1).executeTakeFirst();
  return row === undefined;
}

const setUpLock = 7_303_003;

/** Two set-ups at once: one waits and is then refused. */
async function refuseSecondSetUp(work: Work): Promise<void> {
  await sql`select pg_advisory_xact_lock(${setUpLock})`.execute(work.db);
  if (!(await needsSetUp(work.db))) refuse('set-up.complete.already-done');
}

type SetUp = {
  readonly token: string;
  readonly teamName: string;
  readonly zone: string;
  readonly locale: Locale;
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly mailFrom?: string | undefined;
};

/** The team's first minute: settings, and the first administrator, who is commander too until there are more people. */
export const completeSetUp = defineCommand({
  id: 'set-up.complete',
  load: refuseSecondSetUp,
  permit: permitAll,
  decide: (_loaded, input: SetUp): SetUp | Refusal =>
    isZone(input.zone) ? input : refusal('set-up.complete.zone-unknown'),
  async record(work, { change: input }) {
    await useLink(work.db, 'set-up', input.token, work.now);
    const id = work.newId<'Account'>();
    const roles: readonly Role[] = ['administrator', 'commander'];
    await insertAccount(
      work.db,
      {
        id,
        email: input.email,
        name: input.name,
        roles,
        state: 'active',
        passwordHash: input.passwordHash,
        locale: input.locale,
        isBreakGlass: false,
      },
      work.now,
    );
    const { teamName, zone, locale, mailFrom } = input;
    await writeSettings(work.db, { teamName, zone, locale, ...(mailFrom && { mailFrom }) }, work.now);
    return {
      subjectId: null,
      audit: { accountId: id, teamName, zone, mailFrom },
      facts: [],
      result: null,
    };
  },
  show: async () => ({ done: true as const }),
});

/** Makes a new set-up link; the operator's terminal shows it. Refused once there is an account. */
export const renewSetUpLink = defineCommand({
  id: 'set-up.renew-link',
  load: (work: Work, _input: object) => refuseSecondSetUp(work),
  permit: permitAll,
  decide: () => null,
  async record(work) {
    const secret = makeSecret(work.random);
    await insertLink(work.db, { purpose: 'set-up', accountId: null, hash: secret.hash }, work.now);
    return { subjectId: null, audit: {}, facts: [], result: secret.text };
  },
  show: async (_work, secret) => secret,
});

type SignUp = { readonly token: string; readonly name: string; readonly locale: Locale; readonly passwordHash: string };

/** A person takes over the account that was made for them, or sets a new password with a renewed link. */
export const completeSignUp = defineCommand({
  id: 'sign-up.complete',
  load: async (_work: Work, input: SignUp) => input,
  permit: permitAll,
  decide: (input) => input,
  async record(work, { change: input }) {
    const accountId = await useLink(work.db, 'sign-up', input.token, work.now);
    if (accountId === null) return refuse('sign-up.complete.link-invalid');
    // A link that is still on its way does not bring back an account that was disabled meanwhile.
    const { id, state } = await findAccount(work.db, accountId, { forUpdate: true });
    if (state !== 'invited') return refuse('sign-up.complete.link-invalid');
    await updateAccount(work.db, id, {
      name: input.name,
      locale: input.locale,
      passwordHash: input.passwordHash,
      state: 'active',
    });
    await revokeSessions(work.db, id, {}, work.now);
    return { subjectId: null, audit: { accountId }, facts: [], result: null };
  },
  show: async () => ({ done: true as const }),
});

type CreateAccount = {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly locale: Locale;
  readonly passwordHash: string;
  readonly isBreakGlass: boolean;
};

/** An account made by the operator at the machine: the unattended first administrator, or the break-glass account. */
export const createAccount = defineCommand({
  id: 'accounts.create',
  load: async (work: Work, input: CreateAccount) =>
    work.db
      .selectFrom('platform.account')
      .select('id')
      .where('email', '=', input.email.toLowerCase())
      .executeTakeFirst(),
  permit: permitAll,
  decide: (taken, input) => (taken === undefined ? input : refusal('accounts.invite.address-taken')),
  async record(work, { change: input }) {
    const id = work.newId<'Account'>();
    await insertAccount(work.db, { ...input, id, email: input.email.toLowerCase(), state: 'active' }, work.now);
    return {
      subjectId: null,
      audit: { accountId: id, roles: input.roles, breakGlass: input.isBreakGlass },
      facts: [],
      result: { id, email: input.email.toLowerCase() },
    };
  },
  show: async (_work, account) => account,
});
