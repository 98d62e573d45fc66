import type { Locale, Theme } from '@matoi/contract';
import { asId, refusal, refuse } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../commands/index.ts';
import { unwrapSecret, wrapSecret } from '../files/index.ts';
import { findAccount, replaceRecoveryCodes, updateAccount } from './account.store.ts';
import { hashRecoveryCode, makeRecoveryCodes, makeTotp, totpStep } from './secrets.ts';
import { revokeSessions } from './session.store.ts';

const loadOwn = (work: Work) => findAccount(work.db, work.actor.id, { forUpdate: true });

/** Changes what a person sets for themselves. */
export const changeMe = defineCommand({
  id: 'account.change',
  load: (work: Work, _input: { name?: string | undefined; locale?: Locale | undefined; theme?: Theme | undefined }) =>
    loadOwn(work),
  permit: permitAll,
  decide: (_account, input) => input,
  async record(work, { loaded, change }) {
    const { name, locale, theme } = change;
    await updateAccount(work.db, loaded.id, {
      ...(name === undefined ? {} : { name }),
      ...(locale === undefined ? {} : { locale }),
      ...(theme === undefined ? {} : { theme }),
    });
    return {
      subjectId: null,
      audit: { before: { name: loaded.name, locale: loaded.locale }, after: { name, locale } },
      facts: [],
      result: null,
    };
  },
  show: async () => null,
});

/** Stores a new password and ends every other session. The old one was checked before, outside the transaction. */
export const changePassword = defineCommand({
  id: 'account.change-password',
  load: (work: Work, _input: { readonly passwordHash: string; readonly sessionId: string }) => loadOwn(work),
  permit: permitAll,
  decide: (_account, input) => input,
  async record(work, { loaded, change }) {
    await updateAccount(work.db, loaded.id, { passwordHash: change.passwordHash });
    const ended = await revokeSessions(work.db, loaded.id, { exceptId: change.sessionId }, work.now);
    return { subjectId: null, audit: { sessionsEnded: ended }, facts: [], result: { done: true as const } };
  },
  show: async (_work, result) => result,
});

/** Commands that need the key with which TOTP secrets are wrapped. */
export function makeTotpCommands(totpKey: Buffer) {
  const begin = defineCommand({
    id: 'account.begin-totp',
    load: (work: Work, _input: object) => loadOwn(work),
    permit: permitAll,
    decide: (account) => makeTotp(account),
    async record(work, { loaded, change }) {
      const wrapped = wrapSecret(totpKey, Buffer.from(change.secret), `totp ${loaded.id}`, work.random);
      await updateAccount(work.db, loaded.id, { totpPending: wrapped });
      return { subjectId: null, audit: {}, facts: [], result: change };
    },
    show: async (_work, result) => result,
  });

  const confirm = defineCommand({
    id: 'account.confirm-totp',
    async load(work: Work, input: { readonly code: string }) {
      const account = await loadOwn(work);
      if (account.totpPending === null) return { account, step: null };
      const secret = unwrapSecret(totpKey, account.totpPending, `totp ${account.id}`).toString('utf8');
      return { account, step: await totpStep(secret, input.code, work.now) };
    },
    permit: permitAll,
    decide({ account, step }) {
      if (account.totpPending === null) return refusal('account.confirm-totp.not-begun');
      if (step === null)
        return refusal('account.confirm-totp.code-wrong', {}, [
          { path: 'body.code', code: 'account.confirm-totp.code-wrong' },
        ]);
      return { secret: account.totpPending, step };
    },
    async record(work, { loaded: { account }, change }) {
      const codes = makeRecoveryCodes(work.random);
      await updateAccount(work.db, account.id, {
        totpSecret: change.secret,
        totpPending: null,
        totpLastStep: change.step,
      });
      await replaceRecoveryCodes(work.db, account.id, codes.map(hashRecoveryCode));
      return { subjectId: null, audit: {}, facts: [], result: { recoveryCodes: [...codes] } };
    },
    show: async (_work, result) => result,
  });

  const remove = defineCommand({
    id: 'account.remove-totp',
    load: (work: Work, _input: object) => loadOwn(work),
    permit: permitAll,
    decide: () => null,
    async record(work, { loaded }) {
      await updateAccount(work.db, loaded.id, { totpSecret: null, totpPending: null, totpLastStep: null });
      await replaceRecoveryCodes(work.db, loaded.id, []);
      return { subjectId: null, audit: {}, facts: [], result: { done: true as const } };
    },
    show: async (_work, result) => result,
  });
  return { begin, confirm, remove };
}

/** Ends one of the caller's own sessions. */
export const revokeOwnSession = defineCommand({
  id: 'account.revoke-session',
  load: async (_work: Work, input: { readonly id: string }) => input,
  permit: permitAll,
  decide: (input) => input,
  async record(work, { change }) {
    const ended = await revokeSessions(work.db, asId<'Account'>(work.actor.id), { id: change.id }, work.now);
    if (ended === 0) refuse('record.find.not-found');
    return { subjectId: null, audit: { sessionId: change.id }, facts: [], result: { done: true as const } };
  },
  show: async (_work, result) => result,
});

/** Ends the session with which the call was made. */
export const signOut = defineCommand({
  id: 'session.sign-out',
  load: async (_work: Work, input: { readonly sessionId: string }) => input,
  permit: permitAll,
  decide: (input) => input,
  async record(work, { change }) {
    await revokeSessions(work.db, asId<'Account'>(work.actor.id), { id: change.sessionId }, work.now);
    return { subjectId: null, audit: { sessionId: change.sessionId }, facts: [], result: { done: true as const } };
  },
  show: async (_work, result) => result,
});
