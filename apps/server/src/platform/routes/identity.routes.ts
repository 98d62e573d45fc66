import { refuse } from '@matoi/kernel';
import type { FastifyReply } from 'fastify';
import { systemActor } from '../access/index.ts';
import { type Binding, bind, type Call } from '../http/index.ts';
import {
  changeMe,
  changePassword,
  changeRoles,
  checkPassword,
  completeSetUp,
  completeSignUp,
  createToken,
  csrfToken,
  disableAccount,
  findAccount,
  hashPassword,
  inviteAccount,
  listAccounts,
  listSessions,
  listTokens,
  makeTotpCommands,
  needsSetUp,
  recoveryCodesLeft,
  renewAccountLink,
  revokeApiToken,
  revokeOwnSession,
  type Session,
  type SignInParts,
  signIn,
  signOut,
  stepUp,
  stepUpMs,
  viewAccount,
  viewToken,
} from '../identity/index.ts';
import { readSettings } from '../settings/index.ts';

export type IdentityParts = SignInParts & {
  readonly csrfKey: Buffer;
  readonly cookieName: string;
  readonly isSecure: boolean;
  readonly publicUrl: string;
};

/** Everything about accounts, sessions and tokens. */
export function identityBindings(parts: IdentityParts): readonly Binding[] {
  const totp = makeTotpCommands(parts.totpKey);
  const cookie = { path: '/', httpOnly: true, sameSite: 'strict', secure: parts.isSecure } as const;
  const visitOf = ({ raw: { request } }: Pick<Call<'session.sign-in'>, 'raw'>) => ({
    address: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
    requestId: request.id,
  });
  const forget = (reply: FastifyReply) => reply.clearCookie(parts.cookieName, cookie);
  const asSystem = (call: Pick<Call<'set-up.complete'>, 'asked' | 'actor'>, purpose: 'set-up') => ({
    ...call.asked,
    actor: { ...systemActor(purpose, [1]), address: call.actor.address },
  });

  return [
    bind('session.show', async (call) => {
      const { settings, isNew, me } = await call.read(async (reading) => ({
        settings: await readSettings(reading.db),
        isNew: await needsSetUp(reading.db),
        me: call.session === null ? null : await viewMe(reading.db, call),
      }));
      const secret = call.raw.request.cookies[parts.cookieName];
      return {
        teamName: settings.teamName,
        zone: settings.zone,
        needsSetUp: isNew,
        csrfToken: call.session === null || secret === undefined ? null : csrfToken(parts.csrfKey, secret),
        steppedUpUntil: steppedUpUntil(call.session),
        me,
      };
    }),
    bind('session.sign-in', async (call) => {
      const answer = await signIn(parts, call.body, visitOf(call));
      if (answer.state === 'code-required') return answer;
      call.raw.reply.setCookie(parts.cookieName, answer.secret, { ...cookie, maxAge: 7 * 24 * 3600 });
      return { state: 'signed-in' };
    }),
    bind('session.sign-out', async (call) => {
      const { id } = requireSession(call);
      const done = await call.run(signOut, { sessionId: id });
      forget(call.raw.reply);
      return done;
    }),
    bind('session.step-up', async (call) => {
      const session = requireSession(call);
      const at = await stepUp(
        parts,
        { ...call.body, accountId: session.accountId, email: session.account.email, sessionId: session.id },
        call.asked,
      );
      return { steppedUpUntil: new Date(at.getTime() + stepUpMs).toISOString() };
    }),
    bind('set-up.complete', async (call) => {
      const { password, ...body } = call.body;
      return parts.runner.run(
        completeSetUp,
        { ...body, passwordHash: await hashPassword(password) },
        asSystem(call, 'set-up'),
      );
    }),
    bind('sign-up.complete', async (call) => {
      const { password, ...body } = call.body;
      return parts.runner.run(
        completeSignUp,
        { ...body, passwordHash: await hashPassword(password) },
        asSystem(call, 'set-up'),
      );
    }),
    bind('account.change', async (call) => {
      await call.run(changeMe, call.body);
      return call.read(async (reading) => viewMe(reading.db, call));
    }),
    bind('account.change-password', async (call) => {
      const session = requireSession(call);
      const who = { account: session.account.email, address: call.raw.request.ip };
      await parts.attempts.begin(who);
      const account = await call.read((reading) => findAccount(reading.db, session.accountId));
      if (!(await checkPassword(account.passwordHash, call.body.current))) {
        refuse('account.change-password.current-wrong', {}, [
          { path: 'body.current', code: 'account.change-password.current-wrong' },
        ]);
      }
      const done = await call.run(changePassword, {
        passwordHash: await hashPassword(call.body.next),
        sessionId: session.id,
      });
      await parts.attempts.succeeded(who);
      return done;
    }),
    bind('account.begin-totp', (call) => call.run(totp.begin, {})),
    bind('account.confirm-totp', async (call) => {
      const session = requireSession(call);
      const who = { account: `totp ${session.account.email}`, address: call.raw.request.ip };
      await parts.attempts.begin(who);
      const codes = await call.run(totp.confirm, { code: call.body.code.replace(/\s/g, '') });
      await parts.attempts.succeeded(who);
      return codes;
    }),
    bind('account.remove-totp', (call) => call.run(totp.remove, {})),
    bind('account.list-sessions', async (call) => {
      const rows = await call.read((reading) => listSessions(reading.db, call.actor.id, reading.now));
      return {
        items: rows.map((row) => ({
          id: row.id,
          isCurrent: row.id === call.session?.id,
          createdAt: row.created_at.toISOString(),
          lastSeenAt: row.last_seen_at.toISOString(),
          expiresAt: row.expires_at.toISOString(),
          address: row.address,
          userAgent: row.user_agent,
        })),
      };
    }),
    bind('account.revoke-session', (call) => call.run(revokeOwnSession, { id: call.params.id })),
    bind('accounts.list', async (call) => {
      const accounts = await call.read((reading) => listAccounts(reading.db));
      return { items: accounts.map(viewAccount) };
    }),
    bind('accounts.invite', async (call) => withLink(parts, await call.run(inviteAccount, call.body))),
    bind('accounts.renew-link', async (call) => withLink(parts, await call.run(renewAccountLink, call.params))),
    bind('accounts.change-roles', (call) => call.run(changeRoles, { ...call.params, ...call.body })),
    bind('accounts.disable', (call) => call.run(disableAccount, call.params)),
    bind('tokens.list', async (call) => {
      const tokens = await call.read((reading) => listTokens(reading.db));
      return { items: tokens.map(viewToken) };
    }),
    bind('tokens.create', (call) => {
      const { expiresAt, ...body } = call.body;
      return call.run(createToken, { ...body, expiresAt: expiresAt === undefined ? null : new Date(expiresAt) });
    }),
    bind('tokens.revoke', (call) => call.run(revokeApiToken, call.params)),
  ];
}

function requireSession(call: { readonly session: Session | null }): Session {
  return call.session ?? refuse('session.use.required');
}

function steppedUpUntil(session: Session | null): string | null {
  return session?.steppedUpAt == null ? null : new Date(session.steppedUpAt.getTime() + stepUpMs).toISOString();
}

function withLink<A>(parts: IdentityParts, answer: { readonly account: A; readonly secret: string }) {
  return { account: answer.account, signUpLink: `${parts.publicUrl}/sign-up#${answer.secret}` };
}

async function viewMe(
  db: Parameters<typeof findAccount>[0],
  call: { readonly actor: { readonly id: string; readonly permissions: ReadonlySet<string> } },
) {
  const account = await findAccount(db, call.actor.id);
  return {
    id: account.id,
    name: account.name,
    email: account.email,
    roles: [...account.roles],
    locale: account.locale,
    theme: account.theme,
    isBreakGlass: account.isBreakGlass,
    hasTotp: account.totpSecret !== null,
    recoveryCodesLeft: await recoveryCodesLeft(db, account.id),
    permissions: [...call.actor.permissions].sort(),
  };
}
