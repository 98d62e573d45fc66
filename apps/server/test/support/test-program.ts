import { randomBytes } from 'node:crypto';
import { type AddressInfo, createServer } from 'node:net';
import { CallProblem, type Client, createClient } from '@matoi/client';
import type { Role } from '@matoi/contract';
import { systemActor } from '../../src/platform/access/index.ts';
import type { Config } from '../../src/platform/config/index.ts';
import { createAccount, createToken, hashPassword } from '../../src/platform/identity/index.ts';
import { type Program, type ProgramOptions, startProgram } from '../../src/program.ts';
import { migrationsDirectory } from './test-cluster.ts';
import { openTestGround } from './test-database.ts';

export const password = 'a long enough password';

const baseConfig: Config = {
  host: '127.0.0.1',
  port: 0,
  publicUrl: 'http://127.0.0.1:0',
  dataDirectory: '/',
  roles: ['web', 'worker', 'mail'],
  smtpHost: '127.0.0.1',
  smtpPort: 0,
  smtpMaxBytes: 5_000_000,
  smtpTlsCertificate: null,
  smtpTlsKey: null,
  smtpRelayUrl: null,
  mailFrom: 'csirt@example.jp',
  databaseUrl: null,
  keyFile: null,
  adminEmail: null,
  adminPassword: null,
  trustProxy: false,
  logLevel: 'silent',
};

/** A person or machine that talks to the program under test over real HTTP. */
export type Visitor = Client & {
  readonly id: string;
  fetch(path: string, init?: RequestInit): Promise<Response>;
};

export type TestProgram = Program & {
  readonly origin: string;
  readonly problems: readonly unknown[];
  /** Signs in as a new account with these roles. */
  person(...roles: Role[]): Promise<Visitor>;
  /** A machine with an API token of this role. */
  machine(role: Role): Promise<Visitor>;
  nobody(): Visitor;
};

/** What a test may replace besides the configuration. */
export type TestProgramOptions = Pick<
  Partial<ProgramOptions>,
  'clock' | 'webDirectory' | 'ground' | 'limits' | 'isPushPrivateAllowed'
>;

/** Starts the whole program in this process on a database of its own. What it reports as a problem is collected. */
export async function startTestProgram(
  changes: Partial<Config> = {},
  options: TestProgramOptions = {},
): Promise<TestProgram> {
  const problems: unknown[] = [];
  const config = { ...baseConfig, ...changes };
  const program = await startProgram({
    config,
    version: '0.0.0-test',
    migrationsDirectory,
    webDirectory: null,
    say: () => undefined,
    onProblem: (error) => problems.push(error),
    ground: () => openTestGround(),
    ...options,
  });
  const origin = `http://127.0.0.1:${program.port}`;
  const asked = { actor: systemActor('operator', [1]), requestId: null, version: null, repeat: null };

  async function person(...roles: Role[]): Promise<Visitor> {
    const email = `${randomBytes(6).toString('hex')}@example.jp`;
    const passwordHash = await hashPassword(password);
    const account = {
      email,
      name: `${roles.join('+')} ${email.slice(0, 4)}`,
      roles,
      locale: 'ja' as const,
      passwordHash,
      isBreakGlass: false,
    };
    const { id } = await program.runner.run(createAccount, account, asked);
    const signedIn = await fetch(`${origin}/api/v1/session/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    if (!signedIn.ok) throw new Error(`could not sign in: ${await signedIn.text()}`);
    const cookie = signedIn.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const session = (await (await fetch(`${origin}/api/v1/session`, { headers: { cookie } })).json()) as {
      csrfToken: string;
    };
    return visitor(id, { cookie, 'x-csrf-token': session.csrfToken });
  }

  function visitor(id: string, headers: Record<string, string>): Visitor {
    return {
      id,
      ...createClient({ origin, fetch, headers: () => headers }),
      fetch: (path, init = {}) =>
        fetch(origin + path, { ...init, headers: { ...headers, ...(init.headers as Record<string, string>) } }),
    };
  }

  return {
    ...program,
    origin,
    problems,
    person,
    async machine(role) {
      const { token, record } = await program.runner.run(
        createToken,
        { name: `machine ${role}`, role, expiresAt: null },
        asked,
      );
      return visitor(record.id, { authorization: `Bearer ${token}` });
    },
    nobody: () => visitor('nobody', {}),
  };
}

/** The code with which a call was refused; fails when it was not. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof CallProblem) return error.problem.code;
    throw error;
  }
  throw new Error('the call was not refused');
}

/** Waits until something holds, by asking again; fails with what was seen last after ten seconds. */
export async function until<T>(ask: () => Promise<T>, holds: (seen: T) => boolean): Promise<T> {
  const end = Date.now() + 10_000;
  for (;;) {
    const seen = await ask();
    if (holds(seen)) return seen;
    if (Date.now() > end) throw new Error(`still not so after ten seconds: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
