import { randomBytes } from 'node:crypto';
import type { Role } from '@matoi/contract';
import { generate } from 'otplib';
import { systemActor } from '../../src/platform/access/index.ts';
import { createAccount, hashPassword } from '../../src/platform/identity/index.ts';
import { password, type TestProgram } from './test-program.ts';

export const askedByOperator = {
  actor: systemActor('operator', [1]),
  requestId: null,
  version: null,
  repeat: null,
};

export type Json = Record<string, unknown>;
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Json };

const passwordHash = hashPassword(password);

/** An account whose password is the tests' one. */
export async function makeAccount(
  program: TestProgram,
  given: { readonly roles: readonly Role[]; readonly isBreakGlass?: boolean; readonly email?: string },
): Promise<{ readonly id: string; readonly email: string }> {
  return program.runner.run(
    createAccount,
    {
      email: given.email ?? `${randomBytes(6).toString('hex')}@example.jp`,
      name: given.roles.join('+'),
      roles: given.roles,
      locale: 'ja',
      passwordHash: await passwordHash,
      isBreakGlass: given.isBreakGlass ?? false,
    },
    askedByOperator,
  );
}

/** One JSON request with exactly these headers; the body of the answer is parsed when it is JSON. */
export async function ask(
  program: Pick<TestProgram, 'origin'>,
  method: string,
  path: string,
  given: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Answer> {
  const response = await fetch(program.origin + path, {
    method,
    headers: { ...(given.body === undefined ? {} : { 'content-type': 'application/json' }), ...given.headers },
    ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : { text }) as Json };
}

/** A browser's session: its cookie, and the token that its pages send with changes. */
export type BrowserSession = {
  readonly cookie: string;
  readonly headers: Readonly<Record<string, string>>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
};

/** A network address that nobody has used yet; it counts where the program trusts its proxy. */
export function anyAddress(): string {
  return `10.${[...randomBytes(3)].join('.')}`;
}

/**
 * Tries to sign in; `session` is null unless it succeeded. Each try comes from another network address unless one is
 * given, so that only a program that trusts its proxy keeps the tests' tries apart.
 */
export async function signIn(
  program: Pick<TestProgram, 'origin'>,
  {
    address = anyAddress(),
    ...credentials
  }: { readonly email: string; readonly password?: string; readonly code?: string; readonly address?: string },
): Promise<{ readonly answer: Answer; readonly session: BrowserSession | null }> {
  const answer = await ask(program, 'POST', '/api/v1/session/sign-in', {
    body: { password, ...credentials },
    headers: { 'x-forwarded-for': address },
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  if (answer.body.state !== 'signed-in') return { answer, session: null };
  return { answer, session: await openSession(program, cookie) };
}

async function openSession(program: Pick<TestProgram, 'origin'>, cookie: string): Promise<BrowserSession> {
  const shown = await ask(program, 'GET', '/api/v1/session', { headers: { cookie } });
  const headers = { cookie, 'x-csrf-token': String(shown.body.csrfToken) };
  return {
    cookie,
    headers,
    get: (path) => ask(program, 'GET', path, { headers }),
    post: (path, body = {}) => ask(program, 'POST', path, { body, headers }),
  };
}

/** Signs in as a new account with these roles. */
export async function browserOf(
  program: TestProgram,
  ...roles: Role[]
): Promise<BrowserSession & { readonly id: string; readonly email: string }> {
  const account = await makeAccount(program, { roles });
  const { session, answer } = await signIn(program, { email: account.email });
  if (session === null) throw new Error(`could not sign in: ${JSON.stringify(answer.body)}`);
  return { ...session, ...account };
}

/** The code that an authenticator shows at a moment. */
export function codeAt(secret: string, moment: Date): Promise<string> {
  return generate({ secret, epoch: Math.floor(moment.getTime() / 1000) });
}

/** A clock that stands still until it is told to go on. */
export function makeClock(start = new Date('2026-11-27T09:00:00Z')): {
  readonly now: () => Date;
  advance(milliseconds: number): void;
} {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    advance(milliseconds) {
      at += milliseconds;
    },
  };
}

export const minutes = 60_000;
export const hours = 3_600_000;
