import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createClient } from '@matoi/client';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openDatabases } from '../../src/platform/db/index.ts';
import { recordedConnection } from '../../src/platform/postgres/index.ts';
import { dovecotMissing, startDovecot } from '../support/dovecot.ts';
import { type BuiltProgram, ensureBuilt, makeFolder, processesOn, removeFolder, startBuilt } from './built.program.ts';
import { eventually } from './eventually.ts';

const missing = dovecotMissing();
let folder = '';
const programs: BuiltProgram[] = [];
const stops: (() => Promise<void>)[] = [];

beforeAll(ensureBuilt, 180_000);
afterEach(async () => {
  for (const program of programs.splice(0)) {
    program.kill('SIGKILL');
    await program.ended;
  }
  await eventually(
    () => processesOn(folder),
    (left) => left.length === 0,
  );
  for (const stop of stops.splice(0)) await stop();
  removeFolder(folder);
});

const account = { email: 'admin@example.jp', password: 'a long enough password' };

async function start(env: Record<string, string>): Promise<BuiltProgram> {
  const program = await startBuilt(env);
  programs.push(program);
  return program;
}

/** Signs in as the administrator, who may change mailboxes at once. */
async function signIn(origin: string) {
  const json = { 'content-type': 'application/json' };
  const signedIn = await fetch(`${origin}/api/v1/session/sign-in`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(account),
  });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const session = (await (await fetch(`${origin}/api/v1/session`, { headers: { cookie } })).json()) as {
    csrfToken: string;
  };
  const client = createClient({ origin, fetch, headers: () => ({ cookie, 'x-csrf-token': session.csrfToken }) });
  await client.call('POST /api/v1/session/step-up', { body: { password: account.password } });
  return client;
}

type Kept = { readonly mails: number; readonly distinct: number; readonly reports: number };

/** Counts all kept mails straight in the tables, as long as this start of the program lives: what is read yet, and what is not. */
async function lookInto(data: string): Promise<{ kept(): Promise<Kept>; close(): Promise<void> }> {
  const connection = await recordedConnection({ path: data, keysPath: join(data, 'keys') });
  if (connection === null) throw new Error('there is no database');
  const { ownerPool, close } = openDatabases({ owner: connection, app: connection, onProblem: () => undefined });
  return {
    async kept() {
      // What waits for another try after a cut is hurried, so that a loaded machine fails nothing.
      await ownerPool.query(
        'update graphile_worker._private_jobs set run_at = now() where locked_at is null and run_at > now()',
      );
      const { rows } = await ownerPool.query<Kept>(
        `select count(*)::int as mails, count(distinct sha256)::int as distinct,
         (select count(distinct title)::int from platform.subject where kind = 'report') as reports from platform.inbound_mail`,
      );
      return rows[0] ?? { mails: -1, distinct: -1, reports: -1 };
    },
    close,
  };
}

describe('a thousand mails in a mailbox', () => {
  it('S24 the program is killed in the middle, twice: each is kept and a report once, and marked', async (context) => {
    if (missing !== null) context.skip(missing);
    const dovecot = await startDovecot();
    stops.push(() => dovecot.stop());
    const total = 1_000;
    dovecot.deliver(
      Array.from(
        { length: total },
        (_, at) =>
          `From: sato@example.co.jp\nMessage-ID: <${at}@example.co.jp>\nSubject: mail ${at}\n\n${randomBytes(600).toString('hex')}\n`,
      ),
    );
    folder = makeFolder('matoi-imap-');
    const data = join(folder, 'data');
    const env = { MATOI_DATA_DIR: data, MATOI_ADMIN_EMAIL: account.email, MATOI_ADMIN_PASSWORD: account.password };
    let program = await start(env);
    const client = await signIn(program.url);
    await client.call('POST /api/v1/mailboxes', {
      body: {
        ...{
          kind: 'imap',
          name: 'box',
          address: 'csirt@example.jp',
          host: 'localhost',
          port: dovecot.tlsPort,
          tlsMode: 'tls',
        },
        ...{ isPrivateAllowed: true, trustedCertificate: dovecot.certificate.trim(), userName: dovecot.user },
        ...{
          authMethod: 'password',
          password: dovecot.password,
          tokenEndpoint: null,
          clientId: null,
          tokenScope: null,
        },
        ...{ folder: 'INBOX', beginsWith: 'all', afterRead: 'flag', moveTo: null, locale: null, sourceName: null },
        ...{ compartmentId: null, classHint: null, tags: [], isAcknowledged: false, isOwnList: false },
      } as never,
    });
    for (const enough of [150, 500]) {
      const look = await lookInto(data);
      const before = await eventually(look.kept, (seen) => seen.mails >= enough, 60_000);
      await look.close();
      expect(before.mails).toBeLessThan(total);
      program.kill('SIGKILL');
      await program.ended;
      program = await start(env);
    }
    const look = await lookInto(data);
    const after = await eventually(look.kept, (seen) => seen.mails >= total && seen.reports >= total, 120_000);
    await look.close();
    expect(after).toMatchObject({ mails: total, distinct: total, reports: total });
    const again = await signIn(program.url);
    await eventually(
      async () => (await again.call('GET /api/v1/mailboxes', {})).items[0],
      (box) => box?.health === 'well' && box.mailCount === total,
      30_000,
    );
    const marked = await eventually(
      () => dovecot.countWith('S'),
      (seen) => seen === total,
      60_000,
    );
    expect(marked).toBe(total);
  }, 300_000);
});
