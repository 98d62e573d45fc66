import { type CallInput, type Client, createClient } from '@matoi/client';
import type { ResponseOf, RouteKey, RouteOf } from '@matoi/contract';
import type { Locale, Role, Theme } from '@matoi/contract/values';
import { expect } from 'vitest';
import type { Seat } from './browser.ts';
import type { RunningProgram } from './program.ts';
import { ja, type Words } from './words.ts';

export const password = 'a long enough password';
export const administrator = { name: '真壁 澪', email: 'makabe@example.jp', password } as const;

type Program = Pick<RunningProgram, 'origin' | 'setUpLink'>;
type Credentials = { readonly email: string; readonly password?: string; readonly code?: string };

/** Somebody who talks to the program over HTTP with a session of their own. */
export type Caller = {
  readonly cookie: string;
  call<Key extends RouteKey>(
    key: Key,
    ...[input]: Record<string, never> extends CallInput<Key> ? [input?: CallInput<Key>] : [input: CallInput<Key>]
  ): Promise<ResponseOf<RouteOf<Key>>>;
};

export type Person = Caller & { readonly id: string; readonly name: string; readonly email: string };

/** Finishes the set-up without a browser and answers the first administrator, who is a commander too. */
export async function completeSetUp(program: Program, locale: Locale = 'ja'): Promise<Person> {
  const { call } = nobody(program);
  const token = new URL(program.setUpLink).hash.slice(1);
  await call('POST /api/v1/set-up', {
    body: { token, teamName: 'もえぎ堂 CSIRT', zone: 'Asia/Tokyo', locale, ...administrator },
  });
  const caller = await signInByApi(program, administrator);
  return { ...caller, ...administrator, id: await idOf(caller) };
}

/** Invites somebody and takes the link up: an account with these roles, signed in. */
export async function hire(given: {
  readonly program: Program;
  readonly by: Caller;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly locale?: Locale;
  readonly theme?: Theme;
}): Promise<Person> {
  const { program, by, name, roles, locale = 'ja', theme } = given;
  await by.call('POST /api/v1/session/step-up', { body: { password } });
  const email = `${Buffer.from(name).toString('hex').slice(0, 40)}@example.jp`;
  const { signUpLink } = await by.call('POST /api/v1/accounts', { body: { name, email, roles: [...roles] } });
  const token = new URL(signUpLink).hash.slice(1);
  await nobody(program).call('POST /api/v1/sign-up', { body: { token, name, locale, password } });
  const caller = await signInByApi(program, { email });
  if (theme !== undefined) await caller.call('PATCH /api/v1/account', { body: { theme } });
  return { ...caller, name, email, id: await idOf(caller) };
}

/** Signs in without a browser. */
export async function signInByApi(program: Pick<Program, 'origin'>, given: Credentials): Promise<Caller> {
  const answer = await fetch(`${program.origin}/api/v1/session/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ password, email: given.email, ...(given.code === undefined ? {} : { code: given.code }) }),
  });
  if (!answer.ok) throw new Error(`${given.email} could not sign in: ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const session = await clientWith(program, { cookie }).call('GET /api/v1/session', {});
  const client = clientWith(program, { cookie, 'x-csrf-token': session.csrfToken ?? '' });
  return callerOf(client, cookie);
}

/** A program that talks with an API token. */
export function machine(program: Pick<Program, 'origin'>, token: string): Caller {
  return callerOf(clientWith(program, { authorization: `Bearer ${token}` }), '');
}

/** Puts the person's session into the browser, so that its pages are signed in. */
export async function sit(seat: Seat, person: Caller, origin: string): Promise<void> {
  const cookies = person.cookie.split('; ').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: origin, httpOnly: true };
  });
  await seat.context.addCookies(cookies);
}

/** Signs in as people do, on the page. */
export async function signInByPage(seat: Seat, given: Credentials, words: Words = ja): Promise<void> {
  const { page } = seat;
  await page.goto('/sign-in');
  await page.getByLabel(words('session.field.email')).fill(given.email);
  await page.getByLabel(words('session.field.password')).fill(given.password ?? password);
  await page.getByRole('button', { name: words('session.sign-in.act') }).click();
}

/** Waits until the page hears of changes, so that what follows must arrive by itself. */
export async function waitForLive(seat: Seat, words: Words = ja): Promise<void> {
  const state = seat.page.getByRole('status').filter({ hasText: words('platform.live.connected') });
  await expect.poll(() => state.count(), { timeout: 15_000 }).toBeGreaterThan(0);
}

function nobody(program: Pick<Program, 'origin'>): Caller {
  return callerOf(clientWith(program, {}), '');
}

function clientWith(program: Pick<Program, 'origin'>, headers: Readonly<Record<string, string>>): Client {
  return createClient({ origin: program.origin, fetch, headers: () => headers });
}

function callerOf(client: Client, cookie: string): Caller {
  return { cookie, call: (key, ...[input]) => client.call(key, (input ?? {}) as CallInput<typeof key>) };
}

async function idOf(caller: Caller): Promise<string> {
  const { me } = await caller.call('GET /api/v1/session');
  if (me === null) throw new Error('The new account is not signed in.');
  return me.id;
}
